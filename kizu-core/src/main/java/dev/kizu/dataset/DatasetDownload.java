package dev.kizu.dataset;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Downloads the files of a data set over HTTP into a folder.
 *
 * <p>A file that is there with the right sum is left alone. A file grows under the name {@code NAME.part} and gets its own
 * name in one step, once its sum is right; a download that breaks goes on where it stopped, three times within a call and
 * again at the next call. A file with a wrong sum is fetched anew once. When a server fails, the next one is asked. Safe to
 * use from several threads, but not for one folder at a time.
 */
public final class DatasetDownload {
    private static final int TRIES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RemoteDataset dataset;
    private final Transfer transfer;

    /** A download with 30 seconds of patience. */
    public DatasetDownload(RemoteDataset dataset) {
        this(dataset, PATIENCE);
    }

    /**
     * A download.
     *
     * @param patience how long to wait for a connection, for an answer, and for more bytes
     */
    public DatasetDownload(RemoteDataset dataset, Duration patience) {
        this.dataset = dataset;
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        this.transfer = new Transfer(client, patience);
    }

    /**
     * Where a data set goes unless told otherwise: a folder of its name in the user's cache, which is
     * {@code $XDG_CACHE_HOME/kizu} or {@code ~/.cache/kizu}, on Windows {@code %LOCALAPPDATA%\kizu}, on macOS
     * {@code ~/Library/Caches/kizu}.
     */
    public static Path defaultFolder(String name) {
        return CacheFolder.of(System.getProperty("os.name"), System.getenv(), Path.of(System.getProperty("user.home")))
                .resolve(name);
    }

    /**
     * Brings all files into the folder, which is created if missing.
     *
     * @return the folder, ready for {@link IdxDataset#open}
     * @throws DatasetException if the folder cannot be written, or a file could be had from no server; the message names the
     *     addresses and what each said
     * @throws InterruptedIOException if the thread was interrupted; its interrupt flag stays set
     */
    public Path fetch(Path folder, DownloadListener listener) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DatasetException(
                    "cannot create folder %s (%s). Choose another folder, or make this one writable"
                            .formatted(folder, e),
                    e);
        }
        for (RemoteFile file : dataset.files()) {
            fetch(file, folder.resolve(file.name()), listener);
        }
        return folder;
    }

    private void fetch(RemoteFile file, Path target, DownloadListener listener) throws IOException {
        listener.progress(file.name(), 0, file.bytes());
        if (Files.exists(target)
                && Files.size(target) == file.bytes()
                && sum(target, file).equals(file.sum())) {
            listener.progress(file.name(), file.bytes(), file.bytes());
            return;
        }
        Path part = target.resolveSibling(file.name() + ".part");
        StringBuilder failures = new StringBuilder();
        for (URI server : dataset.servers()) {
            URI address = server.resolve(file.name());
            try {
                fetch(file, address, part, listener);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (DatasetException | Transfer.BrokenException e) {
                failures.append(failures.isEmpty() ? "" : "; ").append(e.getMessage());
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                throw new DatasetException(
                        "cannot write %s (%s). Make room, or choose another folder".formatted(target, e), e);
            }
        }
        throw new DatasetException(
                ("could not download %s: %s. Check the network and run the download again (it goes on where it stopped), "
                                + "or put the file into %s yourself")
                        .formatted(file.name(), failures, target.getParent()));
    }

    private void fetch(RemoteFile file, URI address, Path part, DownloadListener listener) throws IOException {
        int failures = 0;
        boolean freshOnly = false;
        while (true) {
            try {
                transfer.complete(file, address, part, listener);
            } catch (Transfer.BrokenException e) {
                if (++failures >= TRIES) {
                    throw e;
                }
                continue;
            }
            String sum = sum(part, file);
            if (sum.equals(file.sum())) {
                return;
            }
            Files.delete(part);
            if (freshOnly) {
                throw new DatasetException("%s sent a file with %s %s, expected %s: it is not the published file"
                        .formatted(address, file.algorithm(), sum, file.sum()));
            }
            freshOnly = true;
        }
    }

    private static String sum(Path path, RemoteFile file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(path), MessageDigest.getInstance(file.algorithm()))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5 and SHA-256", e);
        }
    }
}
