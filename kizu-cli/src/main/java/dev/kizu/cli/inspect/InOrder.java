package dev.kizu.cli.inspect;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Puts results that are ready in any order back into the order of their numbers. Holds a bounded number of them: who is too far ahead waits.
 * Thread-safe.
 */
final class InOrder<T> {
    /** Takes results one by one. */
    interface Sink<T> {
        void accept(T result) throws IOException;
    }

    private record Slot<T>(@Nullable T result) {}

    private final Sink<T> sink;
    private final @Nullable Slot<T>[] ring;
    private long next;
    private boolean abandoned;

    /**
     * Creates an empty order.
     *
     * @param window how far results may be ahead of the one that is waited for, at least 1
     */
    @SuppressWarnings("unchecked") // nothing but slots of this type is ever put in
    InOrder(int window, Sink<T> sink) {
        this.ring = (Slot<T>[]) new Slot<?>[window];
        this.sink = sink;
    }

    /** Waits until there is room for a number; false if the order was abandoned. */
    synchronized boolean await(long number) throws InterruptedException {
        while (!abandoned && number >= next + ring.length) {
            wait();
        }
        return !abandoned;
    }

    /**
     * Hands over a result, for which there has to be room.
     *
     * @param result null where there is nothing to say for this number
     */
    synchronized void put(long number, @Nullable T result) throws IOException {
        if (abandoned) {
            return;
        }
        ring[(int) (number % ring.length)] = new Slot<>(result);
        for (Slot<T> slot = head(); slot != null; slot = head()) {
            ring[(int) (next % ring.length)] = null;
            next++;
            T ready = slot.result();
            if (ready != null) {
                sink.accept(ready);
            }
        }
        notifyAll();
    }

    private @Nullable Slot<T> head() {
        return ring[(int) (next % ring.length)];
    }

    /** Takes no more: one of the numbers will never come. */
    synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }
}
