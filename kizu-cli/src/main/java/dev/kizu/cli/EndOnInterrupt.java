package dev.kizu.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work come to its end when the JVM is asked to stop, as by Ctrl-C: the JVM waits until this is closed, though not for long. Its exit code
 * is then the system's own, 130 after Ctrl-C, unless another was set.
 */
final class EndOnInterrupt implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private volatile int code = -1;

    private EndOnInterrupt(Runnable stop) {
        this.hook = new Thread(
                () -> {
                    stop.run();
                    try {
                        boolean inTime = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                        if (inTime && code >= 0) {
                            // The only way to a code of one's own, once the JVM is stopping.
                            System.out.flush();
                            Runtime.getRuntime().halt(code);
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

    /** The exit code that is to hold also after an interrupt; all that is to be written must be so when this is closed. */
    void exitWith(int code) {
        this.code = code;
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
