package dev.kizu.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pictures as they arrive in folders. The folders are looked through again and again, which also works over networks. A picture is taken when it has
 * not changed for a while; if it cannot be read then, it may still be on its way, and is tried again until it has not changed for much longer.
 * Each path is taken once.
 */
public final class WatchedFolders implements PictureSource {
    /** How much longer a broken picture may take, in the time that others do. */
    private static final int PATIENCE = 10;

    private static final long NAP_MILLIS = 20;

    private record Stamp(long size, FileTime modified) {}

    /** A picture that is waited for. */
    private static final class Arrival {
        private Stamp stamp;
        private long since;
        private long notBefore;

        Arrival(Stamp stamp, long now) {
            this.stamp = stamp;
            this.since = now;
            this.notBefore = now;
        }
    }

    private final List<Path> paths;
    private final Path results;
    private final long settle;
    private final long idle;
    private final Consumer<String> problems;
    private final Set<String> taken;
    private final Set<String> told = new HashSet<>();
    private final Map<Path, Arrival> arriving = new HashMap<>();
    private final Map<Path, Arrival> inWork = new HashMap<>();
    private final Queue<Path> ready = new ArrayDeque<>();
    private long lastLook = Long.MIN_VALUE;
    private long lastActivity = System.nanoTime();
    private volatile boolean stopped;

    /**
     * Creates a source.
     *
     * @param paths folders, or files
     * @param results the folder of the results, which is passed by
     * @param done pictures that are left out
     * @param settle how long a picture has to stay as it is
     * @param idle after how long without a new picture there are no more; null for never
     * @param problems hears of what cannot be looked at, once
     */
    public WatchedFolders(
            List<Path> paths,
            Path results,
            Set<String> done,
            Duration settle,
            @Nullable Duration idle,
            Consumer<String> problems) {
        this.paths = paths;
        this.results = results;
        this.taken = new HashSet<>(done);
        this.settle = settle.toNanos();
        this.idle = idle == null ? Long.MAX_VALUE : idle.toNanos();
        this.problems = problems;
    }

    @Override
    public @Nullable Path next() throws IOException, InterruptedException {
        while (!stopped) {
            synchronized (this) {
                long now = System.nanoTime();
                if (lastLook == Long.MIN_VALUE || now - lastLook >= settle / 2) {
                    look(now);
                    lastLook = System.nanoTime();
                }
                Path picture = ready.poll();
                if (picture != null) {
                    lastActivity = now;
                    return picture;
                }
                boolean quiet = arriving.isEmpty() && inWork.isEmpty();
                if (quiet && now - lastActivity >= idle) {
                    return null;
                }
            }
            Thread.sleep(NAP_MILLIS);
        }
        return null;
    }

    private void look(long now) throws IOException {
        PathListing listing = PathListing.of(paths, results);
        listing.problems().stream().filter(told::add).forEach(problems);
        arriving.keySet().retainAll(new HashSet<>(listing.pictures()));
        for (Path picture : listing.pictures()) {
            if (taken.contains(picture.toString())) {
                continue;
            }
            Stamp stamp = stamp(picture);
            if (stamp == null) {
                continue;
            }
            Arrival arrival = arriving.computeIfAbsent(picture, file -> new Arrival(stamp, now));
            if (!arrival.stamp.equals(stamp)) {
                arrival.stamp = stamp;
                arrival.since = now;
                lastActivity = now;
            } else if (now - arrival.since >= settle && now - arrival.notBefore >= 0) {
                arriving.remove(picture);
                inWork.put(picture, arrival);
                taken.add(picture.toString());
                ready.add(picture);
            }
        }
    }

    /** Null for a file that has gone. */
    private static @Nullable Stamp stamp(Path picture) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(picture, BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime());
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public synchronized boolean failed(Path picture) {
        Arrival arrival = inWork.get(picture);
        if (arrival == null || System.nanoTime() - arrival.since >= PATIENCE * settle) {
            return true;
        }
        inWork.remove(picture);
        arrival.notBefore = System.nanoTime() + settle;
        arriving.put(picture, arrival);
        taken.remove(picture.toString());
        return false;
    }

    @Override
    public synchronized void done(Path picture) {
        inWork.remove(picture);
        lastActivity = System.nanoTime();
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public long total() {
        return -1;
    }
}
