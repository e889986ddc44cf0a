package dev.kizu.cli.progress;

import java.io.PrintStream;

/** Shows how far long work is. Implementations may be called from any thread. */
public interface Progress extends AutoCloseable {
    /** Shows nothing. */
    Progress SILENT = new Progress() {
        @Override
        public void start(String task, String unit, long total, double elapsed) {}

        @Override
        public void update(long done, String detail, boolean milestone) {}

        @Override
        public void close() {}
    };

    /**
     * A bar on a terminal, plain lines in a file or a pipe.
     *
     * @param terminal what {@code err} is connected to
     */
    static Progress on(PrintStream err, Terminal terminal) {
        return terminal.interactive()
                ? new BarProgress(err, terminal.columns())
                : new LineProgress(err, System::nanoTime);
    }

    /**
     * Begins a task, and ends the one before it.
     *
     * @param task what is done, e.g. {@code Training}
     * @param unit what is counted, e.g. {@code patches}
     * @param total how much there is to do; negative if unknown
     * @param elapsed seconds since the task began, so that rates and times count from there
     */
    void start(String task, String unit, long total, double elapsed);

    /**
     * Tells how far the task is.
     *
     * @param done how much is done, of the total
     * @param detail more to say, e.g. the loss; may be empty
     * @param milestone whether this is worth a line of its own in a log, e.g. the end of an epoch
     */
    void update(long done, String detail, boolean milestone);

    /** Ends the last task. Does nothing the second time. */
    @Override
    void close();
}
