package dev.kizu.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Fills up one partial file from one address by HTTP (RFC 9110, section 14 for ranges). Instead of If-Range, which needs a
 * validator kept from the earlier answer, the answer's Content-Range must give the known total size, and the caller checks the
 * sum: a part begun at one server can so be completed at another.
 */
final class Transfer {
    private static final int BUFFER = 1 << 16;

    private final HttpClient client;
    private final Duration patience;

    Transfer(HttpClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    /** A transfer that broke and may go on from where it stopped. */
    static final class BrokenException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenException(String message, IOException cause) {
            super(message, cause);
        }
    }

    /**
     * Leaves a partial file of exactly the right size, whose sum the caller has to check.
     *
     * @throws BrokenException if the connection broke or stalled; what arrived is kept
     * @throws DatasetException if the server refuses or sends something else
     */
    void complete(RemoteFile file, URI address, Path part, DownloadListener listener) throws IOException {
        long offset = Files.exists(part) ? Files.size(part) : 0;
        if (offset == file.bytes()) {
            return;
        }
        if (offset > file.bytes()) {
            Files.delete(part);
            offset = 0;
        }
        HttpResponse<InputStream> response = request(address, offset);
        if (offset > 0 && !answersFrom(response, offset, file.bytes())) {
            if (response.statusCode() != 200) {
                response.body().close();
                response = request(address, 0);
            }
            offset = 0;
        }
        try (InputStream body = response.body()) {
            check(response, file, address, offset);
            receive(file, address, body, part, offset, listener);
        }
    }

    private HttpResponse<InputStream> request(URI address, long offset) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience).header("Accept-Encoding", "identity");
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
        }
        try {
            return client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("download of " + address + " was interrupted");
        } catch (IOException e) {
            throw new BrokenException("%s does not answer (%s)".formatted(address, e), e);
        }
    }

    private static boolean answersFrom(HttpResponse<?> response, long offset, long total) {
        String expected = "bytes " + offset + "-" + (total - 1) + "/" + total;
        return response.statusCode() == 206
                && response.headers().firstValue("Content-Range").orElse("").equals(expected);
    }

    private static void check(HttpResponse<?> response, RemoteFile file, URI address, long offset) throws IOException {
        int expected = offset > 0 ? 206 : 200;
        if (response.statusCode() != expected) {
            throw new DatasetException("%s answered HTTP %d, expected %d".formatted(address, response.statusCode(), expected));
        }
        long announced = response.headers().firstValueAsLong("Content-Length").orElse(file.bytes() - offset);
        if (announced != file.bytes() - offset) {
            throw new DatasetException("%s announces %d bytes, expected %d: it is not the published file"
                    .formatted(address, announced, file.bytes() - offset));
        }
    }

    private void receive(RemoteFile file, URI address, InputStream body, Path part, long offset, DownloadListener listener)
            throws IOException {
        long done = offset;
        byte[] buffer = new byte[BUFFER];
        StandardOpenOption mode = offset > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode);
                Watchdog watchdog = new Watchdog(body, patience)) {
            listener.progress(file.name(), done, file.bytes());
            while (true) {
                int count;
                try {
                    count = body.read(buffer);
                } catch (IOException e) {
                    throw broken(file, address, done, watchdog, e);
                }
                watchdog.reset();
                if (count < 0) {
                    break;
                }
                if (done + count > file.bytes()) {
                    throw new DatasetException("%s sends more than the %d bytes expected: it is not the published file"
                            .formatted(address, file.bytes()));
                }
                out.write(buffer, 0, count);
                done += count;
                listener.progress(file.name(), done, file.bytes());
            }
            if (done < file.bytes()) {
                throw broken(file, address, done, watchdog, new IOException("the answer ended"));
            }
        }
    }

    private IOException broken(RemoteFile file, URI address, long done, Watchdog watchdog, IOException cause) {
        if (Thread.currentThread().isInterrupted()) {
            return new InterruptedIOException("download of " + address + " was interrupted");
        }
        String reason = watchdog.hasBitten() ? "nothing came for " + patience.toMillis() / 1000.0 + " s" : cause.toString();
        return new BrokenException(
                "the connection to %s broke after %d of %d bytes (%s)".formatted(address, done, file.bytes(), reason), cause);
    }
}
