package dev.kizu.benchmarks.comparison;

/** Makes a contender ready. Those that are not always on the class path are found as services. */
public interface ContenderFactory {
    /** What it is called, version included. Loads no native library. */
    String name();

    /**
     * Finds the best settings for a workload and checks results against Kizu's.
     *
     * @throws IllegalStateException if results differ too much
     */
    Contender create(Workload workload);
}
