package dev.kizu.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work come to its end when the JVM is asked to stop, as by Ctrl-C: the JVM waits until this is closed, though not for long. Its exit code
 * is then the system's own, 130 after Ctrl-C.
 */
final class EndOnInterrupt implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private EndOnInterrupt(Runnable stop) {
        this.hook = new Thread(
                () -> {
                    stop.run();
                    try {
                        boolean inTime = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                        if (!inTime) {
                            return;
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "end-on-interrupt");
    }

    /**
     * From now on.
     *
     * @param stop asks the work to end; called from another thread
     */
    static EndOnInterrupt by(Runnable stop) {
        EndOnInterrupt end = new EndOnInterrupt(stop);
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is stopping: the hook runs, or has run.
        }
    }
}
