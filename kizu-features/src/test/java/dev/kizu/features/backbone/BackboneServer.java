package dev.kizu.features.backbone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server on the loopback interface with one file, {@code /files/net.onnx}, to which {@code /moved/net.onnx} leads. */
final class BackboneServer implements AutoCloseable {
    private final HttpServer server;
    private final byte[] content;
    private final AtomicInteger cuts = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    BackboneServer(byte[] content) throws IOException {
        this.content = content;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address(String path) {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + path);
    }

    /** From now on so many answers break off half-way. */
    void cut(int answers) {
        cuts.set(answers);
    }

    List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(path);
            if (path.startsWith("/moved/")) {
                exchange.getResponseHeaders().set("Location", "/files/" + path.substring("/moved/".length()));
                exchange.sendResponseHeaders(302, -1);
            } else if (path.startsWith("/files/net")) {
                exchange.sendResponseHeaders(200, content.length);
                boolean cut = cuts.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                exchange.getResponseBody().write(content, 0, cut ? content.length / 2 : content.length);
                // Or the headers may not have left when the connection breaks.
                exchange.getResponseBody().flush();
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
