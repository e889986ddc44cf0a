package dev.kizu.benchmarks.comparison;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Finds the best of several settings by trying them. */
public final class Fastest {
    /** How long to try a setting, in seconds. */
    public static final double TRIED = 0.15;

    private static final int TURNS = 3;

    private Fastest() {}

    /** The setting with the highest rate; all are tried in turn, three times over, and the best try counts. */
    public static <S> S of(List<S> settings, ToDoubleFunction<S> rate) {
        S best = settings.get(0);
        double highest = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            for (S setting : settings) {
                double reached = rate.applyAsDouble(setting);
                if (reached > highest) {
                    highest = reached;
                    best = setting;
                }
            }
        }
        return best;
    }
}
