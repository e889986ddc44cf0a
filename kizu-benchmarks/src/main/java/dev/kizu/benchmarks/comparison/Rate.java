package dev.kizu.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Measures how often something can be done in a second. */
public final class Rate {
    /** How long a measurement takes at least, in seconds. */
    public static final double MEASURED = 0.5;

    private Rate() {}

    /**
     * Repeats an action until time is over.
     *
     * @param seconds how long at least
     * @param items what one action does
     * @return items a second
     */
    public static double of(double seconds, long items, Runnable action) {
        long start = System.nanoTime();
        long runs = 0;
        double elapsed;
        do {
            action.run();
            runs++;
            elapsed = (System.nanoTime() - start) * 1e-9;
        } while (elapsed < seconds);
        return runs * items / elapsed;
    }

    /**
     * Repeats actions in several threads at once.
     *
     * @param caller gives the action of a thread, and is called in that thread
     * @return items a second over all threads
     */
    public static double of(double seconds, long items, int callers, IntFunction<Runnable> caller) {
        if (callers == 1) {
            return of(seconds, items, caller.apply(0));
        }
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Callable<Double>> tasks = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int number = i;
                tasks.add(() -> of(seconds, items, caller.apply(number)));
            }
            double sum = 0;
            for (Future<Double> rate : threads.invokeAll(tasks)) {
                sum += rate.get();
            }
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a measured action failed: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }
}
