package dev.kizu.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The version of this library, which the build writes into a resource. */
final class KizuVersion {
    private static final String CURRENT = read();

    private KizuVersion() {}

    static String current() {
        return CURRENT;
    }

    private static String read() {
        try (@Nullable InputStream in = KizuVersion.class.getResourceAsStream("version.txt")) {
            if (in == null) {
                throw new IllegalStateException("dev/kizu/model/version.txt is missing; build Kizu again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
