package dev.kizu.parallel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that run one program side by side and wait for each other at barriers. Work is split by position, never by who is free, so that
 * what is computed does not depend on timing.
 */
public final class Team {
    /**
     * How often a member looks before it goes to sleep: some tens of microseconds, longer than members with a processor each wait for one
     * another. Where processors are shared, a member that went on looking would use up the time that the one it waits for needs.
     */
    private static final int SPINS = 1_000;

    private final int size;
    private final Member[] members;
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile int generation;
    private volatile @Nullable Throwable failure;

    private Team(int size) {
        this.size = size;
        this.members = new Member[size];
        Arrays.setAll(members, Member::new);
    }

    /**
     * Runs a program in {@code size} threads, of which the caller is one, and waits for all. If one fails, the others stop at their next
     * barrier.
     *
     * @param size at least 1
     * @throws IllegalArgumentException if the size is below 1
     * @throws RuntimeException or Error what the first failing member threw
     */
    public static void run(int size, Consumer<Member> program) {
        if (size < 1) {
            throw new IllegalArgumentException("threads is %d, expected at least 1".formatted(size));
        }
        Team team = new Team(size);
        List<Thread> others = new ArrayList<>();
        try {
            for (int i = 1; i < size; i++) {
                Member member = team.members[i];
                Thread thread = new Thread(() -> team.runMember(program, member), "kizu-" + i);
                thread.setDaemon(true);
                thread.start();
                others.add(thread);
            }
            team.runMember(program, team.members[0]);
        } catch (Error e) {
            // The system gives no more threads: those that run already must not wait for the rest.
            team.fail(e);
        }
        boolean interrupted = false;
        for (Thread other : others) {
            while (other.isAlive()) {
                try {
                    other.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    team.fail(new IllegalStateException("interrupted while waiting for worker threads", e));
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable failure = team.failure;
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void runMember(Consumer<Member> program, Member member) {
        try {
            program.accept(member);
        } catch (Abandoned e) {
            // another member failed and has said so
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private synchronized void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        wakeSleepers();
    }

    private void wakeSleepers() {
        for (Member member : members) {
            LockSupport.unpark(member.sleeper);
        }
    }

    /** One thread's view of the team. */
    public final class Member {
        private final int index;
        /** This member's thread while it sleeps or is about to. */
        private volatile @Nullable Thread sleeper;

        private Member(int index) {
            this.index = index;
        }

        /** Number of this member, from 0. */
        public int index() {
            return index;
        }

        /** Number of members. */
        public int teamSize() {
            return size;
        }

        /** The first of {@code tasks} tasks that fall to this member: each gets one contiguous range. */
        public int from(int tasks) {
            return (int) ((long) tasks * index / size);
        }

        /** The end, exclusive, of this member's tasks. */
        public int to(int tasks) {
            return (int) ((long) tasks * (index + 1) / size);
        }

        /** Waits until all members are here; the last one to arrive runs the action before any goes on. */
        public void sync(Runnable action) {
            int before = generation;
            if (arrived.incrementAndGet() == size) {
                try {
                    action.run();
                } catch (RuntimeException | Error e) {
                    fail(e);
                }
                arrived.set(0);
                generation = before + 1;
                wakeSleepers();
            } else {
                await(before);
            }
            if (failure != null) {
                throw new Abandoned();
            }
        }

        private void await(int before) {
            for (int spins = 0; spins < SPINS; spins++) {
                if (generation != before || failure != null) {
                    return;
                }
                Thread.onSpinWait();
            }
            sleeper = Thread.currentThread();
            while (generation == before && failure == null) {
                LockSupport.park(Team.this);
            }
            sleeper = null;
        }
    }

    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("another member of the team failed", null, false, false);
        }
    }
}
