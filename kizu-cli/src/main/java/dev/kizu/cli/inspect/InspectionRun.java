package dev.kizu.cli.inspect;

import dev.kizu.inspect.PartInspector;
import dev.kizu.parallel.Team;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Inspects pictures in several threads; their results are written in the order of the pictures. */
public final class InspectionRun {
    /** How far a thread may be ahead of the slowest one, so that a large picture does not hold up the others. */
    private static final int AHEAD = 8;

    /** Hears of results, in their order. */
    public interface Listener {
        /** A picture could not be inspected. */
        void onError(String reason);

        /**
         * One more picture is done.
         *
         * @param done in this run
         * @param counts of all results
         */
        void onResult(long done, ResultCounts counts);
    }

    private record Ticket(long number, Path picture) {}

    private final PictureInspector inspector;
    private final PictureSource source;
    private final ResultsFolder results;
    private final Listener listener;
    private final Object turn = new Object();
    private long next;
    private long done;

    /**
     * Creates a run.
     *
     * @param inspector judges pictures, by the threshold that is to be used
     * @param modelDigest what results call it by
     */
    public InspectionRun(
            PartInspector inspector,
            String modelDigest,
            OutputOptions options,
            PictureSource source,
            ResultsFolder results,
            Listener listener) {
        this.inspector = new PictureInspector(inspector, modelDigest, options, results.folder());
        this.source = source;
        this.results = results;
        this.listener = listener;
    }

    /**
     * Inspects until the source has no more pictures.
     *
     * @param threads at least 1
     * @return number of pictures
     * @throws IOException if results cannot be written; those that are there are whole
     */
    public long run(int threads) throws IOException {
        InOrder<ResultLine> order = new InOrder<>(AHEAD * threads, this::write);
        try {
            Team.run(threads, member -> work(order));
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            throw cause == null ? new IOException(e) : cause;
        }
        return done;
    }

    /** Whether the model looks at colours, and there were pictures in this run but none with colours. */
    public boolean missesColours() {
        return inspector.missesColours();
    }

    private void work(InOrder<ResultLine> order) {
        boolean ended = false;
        try {
            for (Ticket ticket = take(); ticket != null && order.await(ticket.number()); ticket = take()) {
                order.put(ticket.number(), result(ticket.picture()));
            }
            ended = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } finally {
            if (!ended) {
                order.abandon();
                source.stop();
            }
        }
    }

    private @Nullable Ticket take() throws IOException, InterruptedException {
        synchronized (turn) {
            Path picture = source.next();
            return picture == null ? null : new Ticket(next++, picture);
        }
    }

    /** Null if the picture comes again. */
    private @Nullable ResultLine result(Path picture) throws IOException {
        ResultLine result = inspector.inspect(picture);
        if (result.error() != null && !source.failed(picture)) {
            return null;
        }
        source.done(picture);
        return result;
    }

    private void write(ResultLine result) throws IOException {
        results.append(result);
        done++;
        String error = result.error();
        if (error != null) {
            listener.onError(error);
        }
        listener.onResult(done, results.counts());
    }
}
