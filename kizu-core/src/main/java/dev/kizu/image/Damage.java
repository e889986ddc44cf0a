package dev.kizu.image;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
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

    /** What an exception of a reader or of the file system says, without the file's name. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission to read it; check its access rights";
        }
        // The JDK's other exceptions of files have a message that names the file, too.
        String message = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return message == null ? "it is damaged or truncated. Copy it again, or make it anew" : message;
    }
}
