package dev.kizu.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Closes a stream from which nothing has come for too long: the JDK's HTTP client has a timeout for the first byte of an
 * answer only.
 */
final class Watchdog implements AutoCloseable {
    private final Thread thread;
    private volatile long lastSign = System.nanoTime();
    private volatile boolean bitten;

    Watchdog(InputStream stream, Duration patience) {
        thread = new Thread(() -> watch(stream, patience.toNanos()), "kizu-download-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    /** Tells that the stream is alive. */
    void reset() {
        lastSign = System.nanoTime();
    }

    boolean hasBitten() {
        return bitten;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch(InputStream stream, long patience) {
        try {
            long left = patience;
            while (left > 0) {
                Thread.sleep(left / 1_000_000 + 1);
                left = patience - (System.nanoTime() - lastSign);
            }
            bitten = true;
            stream.close();
        } catch (InterruptedException e) {
            // The download has ended.
            return;
        } catch (IOException e) {
            // The reader meets the same broken stream.
            return;
        }
    }
}
