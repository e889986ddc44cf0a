package dev.kizu.cli.progress;

import dev.kizu.dataset.DownloadListener;

/** Shows a download, file by file. */
public final class DownloadProgress implements DownloadListener {
    private static final long UNIT = 1000;

    private final Progress progress;
    private String file = "";

    /** Creates the display. */
    public DownloadProgress(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void progress(String file, long done, long total) {
        long units = roundedUp(total);
        if (!file.equals(this.file)) {
            this.file = file;
            progress.start(file, "kB", units, 0);
        }
        progress.update(done == total ? units : done / UNIT, "", false);
    }

    /** So that a file of less than a unit is not done before it has begun. */
    private static long roundedUp(long bytes) {
        return (bytes + UNIT - 1) / UNIT;
    }
}
