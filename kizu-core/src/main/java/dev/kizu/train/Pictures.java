package dev.kizu.train;

import dev.kizu.image.Image;
import dev.kizu.image.ImageFiles;
import dev.kizu.image.Preparation;
import dev.kizu.inspect.Inspector;
import dev.kizu.parallel.Team;
import dev.kizu.vae.WindowTerms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Reads and prepares pictures in several threads, each picture in one. */
public final class Pictures {
    private Pictures() {}

    /** Gets one picture after the other. */
    @FunctionalInterface
    public interface Sink {
        /**
         * A prepared picture. Called from several threads, in no fixed order.
         *
         * @param number its place in the list of files
         */
        void accept(int number, Image prepared);
    }

    /** Hears of pictures that cannot be read. Called from several threads, one at a time. */
    @FunctionalInterface
    public interface Failures {
        /** A picture is left out. */
        void accept(int number, PictureFailure failure);
    }

    /**
     * Reads, prepares and hands over pictures. Memory holds one picture a thread.
     *
     * @param threads at least 1
     * @param progress hears how many are done, one call at a time
     */
    public static void forEach(
            List<Path> files,
            Preparation preparation,
            int threads,
            Sink sink,
            Failures failures,
            IntConsumer progress) {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Team.run(Math.max(1, Math.min(threads, files.size())), member -> {
            for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("interrupted");
                }
                Image image = null;
                PictureFailure failure = null;
                try {
                    image = preparation.apply(ImageFiles.read(files.get(i)));
                } catch (IOException | IllegalArgumentException e) {
                    failure = PictureFailure.of(files.get(i), e);
                }
                if (image != null) {
                    sink.accept(i, image);
                }
                synchronized (done) {
                    if (failure != null) {
                        failures.accept(i, failure);
                    }
                    progress.accept(done.incrementAndGet());
                }
            }
        });
    }

    /**
     * Reads pictures and scans them.
     *
     * @return for each picture that could be read, in the order of the files, the terms of every scale
     */
    public static List<List<WindowTerms>> terms(
            List<Path> files, Inspector inspector, int threads, Failures failures, IntConsumer progress) {
        List<List<WindowTerms>> terms = new ArrayList<>(Collections.nCopies(files.size(), List.of()));
        forEach(
                files,
                inspector.model().preparation(),
                threads,
                (i, image) -> terms.set(i, inspector.terms(image)),
                failures,
                progress);
        terms.removeIf(List::isEmpty);
        return terms;
    }
}
