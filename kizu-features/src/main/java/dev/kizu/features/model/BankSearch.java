package dev.kizu.features.model;

/** How the nearest entries of PatchCore's bank are found when a model inspects. */
public enum BankSearch {
    /** By the model's graph, which holds every feature against every entry. */
    EXACT,
    /** By an index in Java, which looks at few entries: faster where the bank is large. */
    INDEX,
    /**
     * By the index if the model's file has links for it, as those of banks of 20,000 entries and more have, and the processor computes the model; else
     * by the graph.
     */
    AUTO
}
