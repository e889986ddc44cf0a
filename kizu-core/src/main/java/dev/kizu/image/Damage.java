package dev.kizu.image;

import java.io.IOException;
import java.util.regex.Pattern;

/** What is said of damaged files, and how they are known. */
final class Damage {
    static final String TRUNCATED =
            "it is damaged or truncated (it ends before the picture does). Copy it again, or make it anew";
    static final String CHANGED =
            "it is damaged or truncated (a checksum does not match). Copy it again, or make it anew";

    private static final Pattern HARMFUL = Pattern.compile("Truncated|Corrupt|premature", Pattern.CASE_INSENSITIVE);

    private Damage() {}

    /** Throws if a reader's warning is one of damage. Others are of what does no harm, such as a strange profile. */
    static void check(String warning) throws IOException {
        // Where data are missing, the JPEG reader fills up with grey.
        if (HARMFUL.matcher(warning).find()) {
            throw new IOException("it is damaged or truncated (%s). Copy it again, or make it anew".formatted(warning));
        }
    }

    /** What a reader's exception says. */
    static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? "it is damaged or truncated. Copy it again, or make it anew" : message;
    }
}
