package dev.kizu.cli;

/** The exit codes of the command; scripts rely on them. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int ANOMALY = 3;

    private ExitCode() {}
}
