package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.score.ScoreKind;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void aSmallPValueIsCalledRareIfBothWereEquallyGood() {
        assertThat(Summary.paired(0.0345, 1e-9))
                .isEqualTo("The unregularized score leads ELBO by 0.0345 AUROC; a difference this large would be rare "
                        + "if both were equally good (paired DeLong test, p < 0.0001).");
    }

    @Test
    void aLargePValueIsCalledChanceAndTheBetterScoreComesFirst() {
        assertThat(Summary.paired(-0.002, 0.31))
                .isEqualTo("ELBO leads the unregularized score by 0.0020 AUROC; that may well be chance "
                        + "(paired DeLong test, p = 0.3100).");
    }

    @Test
    void noDifferenceIsCalledNone() {
        assertThat(Summary.paired(0, 1)).isEqualTo("ELBO and the unregularized score have the same AUROC.");
    }

    @Test
    void theBestScoreIsNamedUnlessTheComparisonNamesIt() {
        assertThat(Summary.best(ScoreKind.JOINT, 0.96804)).contains("Best: joint, AUROC 0.9680.");
        assertThat(Summary.best(ScoreKind.ELBO, 0.9)).isEmpty();
        assertThat(Summary.best(ScoreKind.UNREGULARIZED, 0.9)).isEmpty();
    }
}
