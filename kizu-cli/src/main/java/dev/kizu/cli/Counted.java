package dev.kizu.cli;

/** Numbers of things, for people. */
final class Counted {
    private Counted() {}

    /** A number with its noun, which takes an s unless there is one of it. */
    static String of(long count, String noun) {
        return "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
    }
}
