package dev.kizu.cli;

import dev.kizu.score.ScoreKind;
import org.jspecify.annotations.Nullable;

/** {@code --score} of an inspection. */
enum ScoreChoice {
    ELBO(ScoreKind.ELBO),
    UNREGULARIZED(ScoreKind.UNREGULARIZED),
    JOINT(ScoreKind.JOINT),
    /** By labelled pictures if there are any, else the default. */
    AUTO(null);

    private final @Nullable ScoreKind kind;

    ScoreChoice(@Nullable ScoreKind kind) {
        this.kind = kind;
    }

    @Nullable
    ScoreKind kind() {
        return kind;
    }
}
