package dev.kizu.cli.inspect;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where pictures come from. Thread-safe. */
public interface PictureSource {
    /** The next picture, waited for if need be; null if there are no more. */
    @Nullable
    Path next() throws IOException, InterruptedException;

    /**
     * Hears of a picture that cannot be read.
     *
     * @return true if that is final; else the picture may come again
     */
    boolean failed(Path picture);

    /** Hears that a picture is done with. */
    void done(Path picture);

    /** Ends: there are no more pictures. */
    void stop();

    /** How many pictures there are; negative if unknown. */
    long total();
}
