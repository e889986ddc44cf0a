package dev.kizu.cli.inspect;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pictures that are there. */
public final class ListedPictures implements PictureSource {
    private final Iterator<Path> pictures;
    private final long total;
    private boolean stopped;

    /**
     * Creates a source.
     *
     * @param pictures in the order of the results
     * @param done those that are left out
     */
    public ListedPictures(List<Path> pictures, Set<String> done) {
        List<Path> open = pictures.stream()
                .filter(file -> !done.contains(file.toString()))
                .toList();
        this.pictures = open.iterator();
        this.total = open.size();
    }

    @Override
    public synchronized @Nullable Path next() {
        return !stopped && pictures.hasNext() ? pictures.next() : null;
    }

    @Override
    public boolean failed(Path picture) {
        return true;
    }

    @Override
    public void done(Path picture) {}

    @Override
    public synchronized void stop() {
        stopped = true;
    }

    @Override
    public long total() {
        return total;
    }
}
