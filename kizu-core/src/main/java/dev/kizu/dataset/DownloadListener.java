package dev.kizu.dataset;

/** Hears how a download goes, in the thread that downloads. */
@FunctionalInterface
public interface DownloadListener {
    /** Hears nothing. */
    DownloadListener NONE = (file, done, total) -> {};

    /**
     * Called when a file begins, whenever bytes have arrived, and when the file is complete.
     *
     * @param file name of the file
     * @param done bytes of it on disk so far, in [0, total]; it falls when a file has to be begun again
     * @param total its size in bytes
     */
    void progress(String file, long done, long total);
}
