package dev.kizu.cli.inspect;

/** What to do with results that are there already. */
public enum Existing {
    /** Refuse to touch them. */
    REFUSE,
    /** Add to them. */
    RESUME,
    /** Replace them. */
    REPLACE
}
