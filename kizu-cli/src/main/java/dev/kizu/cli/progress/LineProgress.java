package dev.kizu.cli.progress;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Plain lines: one for each milestone, though at most one a second, one every ten seconds in between, and one at the end of
 * each task.
 */
final class LineProgress implements Progress {
    private static final long SHORTEST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(10);

    private final PrintStream out;
    private final LongSupplier nanos;
    private String task = "";
    private String unit = "";
    private long total;
    private long started;
    private long lastLine;

    /**
     * Creates the lines.
     *
     * @param nanos the clock, in nanoseconds
     */
    LineProgress(PrintStream out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
    }

    @Override
    public synchronized void start(String task, String unit, long total, double elapsed) {
        this.task = task;
        this.unit = unit;
        this.total = total;
        lastLine = nanos.getAsLong();
        started = lastLine - (long) (elapsed * 1e9);
    }

    @Override
    public synchronized void update(long done, String detail, boolean milestone) {
        long now = nanos.getAsLong();
        long pause = now - lastLine;
        if (done == total || pause >= LONGEST_PAUSE || (milestone && pause >= SHORTEST_PAUSE)) {
            lastLine = now;
            out.println(line(done, detail, (now - started) / 1e9));
            out.flush();
        }
    }

    private String line(long done, String detail, double seconds) {
        StringBuilder line = new StringBuilder(task).append(": ");
        if (total > 0) {
            line.append(done * 100 / total).append(" %, ");
        }
        if (!detail.isEmpty()) {
            line.append(detail).append(", ");
        }
        double rate = done / Math.max(seconds, 1e-3);
        line.append(String.format(Locale.ROOT, "%,.0f %s/s, ", rate, unit));
        if (total > done && rate > 0) {
            line.append(Durations.text((total - done) / rate)).append(" left");
        } else {
            line.append(Durations.text(seconds));
        }
        return line.toString();
    }

    @Override
    public void close() {}
}
