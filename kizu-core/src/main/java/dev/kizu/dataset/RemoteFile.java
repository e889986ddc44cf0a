package dev.kizu.dataset;

import java.util.regex.Pattern;

/**
 * One file on its servers.
 *
 * @param name its name, below any of the servers' addresses and on disk
 * @param bytes its exact size
 * @param sum its MD5 or SHA-256 sum: 32 or 64 lower-case hexadecimal digits
 */
public record RemoteFile(String name, long bytes, String sum) {
    private static final Pattern SUM = Pattern.compile("[0-9a-f]{32}|[0-9a-f]{64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /** Checks the shape of the sum and of the size. */
    public RemoteFile {
        if (bytes < 1 || !SUM.matcher(sum).matches() || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    ("file \"%s\" of %d bytes with sum \"%s\": expected a plain file name, at least 1 byte, "
                                    + "and 32 (MD5) or 64 (SHA-256) lower-case hexadecimal digits")
                            .formatted(name, bytes, sum));
        }
    }

    /** What the sum is computed by. */
    String algorithm() {
        return sum.length() == 32 ? "MD5" : "SHA-256";
    }
}
