package dev.kizu.cli;

import java.nio.file.Path;
import java.util.List;

/** Scores image files, by a model of one kind or the other. */
interface Scoring {
    /** Scores files, in order. One that cannot be scored is a result too. */
    void score(List<Path> files);

    /** What there is by now: of all images, or of those before a failure. */
    ScoresJson results(Path model);
}
