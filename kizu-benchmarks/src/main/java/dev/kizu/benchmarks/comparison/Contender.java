package dev.kizu.benchmarks.comparison;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A library that trains or scores the network of one workload, at its best settings for this machine. Lives in a process of its own. Not
 * thread-safe.
 */
public interface Contender extends AutoCloseable {
    /** What getting ready found out, for people: settings, and how far results are from Kizu's. */
    List<String> notes();

    /**
     * Trains for a moment, at batches of 128.
     *
     * @param threads how many processors it may use
     * @return patches a second; empty if it does not train
     */
    OptionalDouble train(int threads);

    /**
     * Scores for a moment.
     *
     * @param threads how many processors it may use
     * @return windows a second
     */
    double score(int threads);

    @Override
    default void close() {}
}
