package dev.kizu.cli.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** A bar that is drawn anew five times a second at the foot of a terminal. */
final class BarProgress implements Progress {
    private static final int LONGEST_BAR = 20;

    private final PrintStream out;
    private final int columns;
    private @Nullable ProgressBar bar;

    BarProgress(PrintStream out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    @Override
    public synchronized void start(String task, String unit, long total, double elapsed) {
        close();
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .startsFrom(0, Duration.ofNanos((long) (elapsed * 1e9)))
                .setUpdateIntervalMillis(200)
                .setConsumer(new Line(out, columns - 1))
                .setRenderer((state, width) -> render(state, unit, width))
                .build();
    }

    @Override
    public synchronized void update(long done, String detail, boolean milestone) {
        if (bar != null) {
            bar.setExtraMessage(detail);
            bar.stepTo(done);
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
            out.println();
            out.flush();
        }
    }

    private static String render(ProgressState state, String unit, int width) {
        long done = state.getCurrent();
        double seconds = state.getTotalElapsed().toNanos() / 1e9;
        double rate = done / Math.max(seconds, 1e-3);
        StringBuilder after = new StringBuilder();
        if (!state.isIndefinite()) {
            after.append(' ')
                    .append((int) (state.getNormalizedProgress() * 100))
                    .append(" %");
        }
        String detail = state.getExtraMessage();
        if (detail != null && !detail.isEmpty()) {
            after.append("  ").append(detail);
        }
        after.append(String.format(Locale.ROOT, "  %,.0f %s/s", rate, unit));
        if (!state.isIndefinite() && rate > 0) {
            long left = state.getMax() - done;
            after.append("  ")
                    .append(Durations.text(left > 0 ? left / rate : seconds))
                    .append(left > 0 ? " left" : "");
        }
        // What is said matters more than how long the bar is.
        int bar = state.isIndefinite()
                ? 0
                : Math.min(LONGEST_BAR, width - state.getTaskName().length() - after.length() - 3);
        String line = state.getTaskName() + (bar > 0 ? " " + bar(bar, state.getNormalizedProgress()) : "") + after;
        return line.length() <= width ? line : line.substring(0, width);
    }

    private static String bar(int length, double share) {
        int filled = (int) (share * length);
        return "[" + "#".repeat(filled) + ".".repeat(length - filled) + "]";
    }

    /** Draws over the line that the cursor is in. The library's own consumer would load a native library to find the width. */
    private record Line(PrintStream out, int width) implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return width;
        }

        @Override
        public void accept(String rendered) {
            out.print("\r" + rendered + " ".repeat(Math.max(0, width - rendered.length())));
            out.flush();
        }

        /** Does nothing: a bar that ends before it was first drawn would not call this, so BarProgress ends the line. */
        @Override
        public void close() {}
    }
}
