package dev.kizu.dataset;

/**
 * One file of a data set on its servers.
 *
 * @param name its name, below any of the servers' addresses and on disk
 * @param bytes its exact size
 * @param md5 its MD5 sum, 32 lower-case hexadecimal digits
 */
public record RemoteFile(String name, long bytes, String md5) {
    /** Checks the shape of the sum and of the size. */
    public RemoteFile {
        if (bytes < 1 || !md5.matches("[0-9a-f]{32}") || !name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    ("file \"%s\" of %d bytes with MD5 \"%s\": expected a plain file name, at least 1 byte, "
                                    + "and 32 lower-case hexadecimal digits")
                            .formatted(name, bytes, md5));
        }
    }
}
