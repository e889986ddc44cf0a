package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kizu.dataset.RemoteDataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DownloadCommandTest {
    @TempDir
    private Path folder;

    private HttpServer server;
    private String address;

    @BeforeEach
    void startEmptyServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        address = "http://%s:%d/mnist"
                .formatted(
                        server.getAddress().getHostString(), server.getAddress().getPort());
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void aServerWithoutTheFilesIsNamedInOneMessage() throws IOException {
        Outcome outcome = Outcome.of("download", "mnist", "--from", address, "--out", folder.toString(), "--quiet");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("kizu: could not download train-images-idx3-ubyte.gz")
                .contains(address + "/train-images-idx3-ubyte.gz", "404")
                .hasLineCount(1);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void jsonIsOneObjectWithTheNamesThatAreDocumentedAndNothingAfterAFailure() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Json.print(DownloadCommand.Downloaded.of(RemoteDataset.MNIST, folder, 1.5), new PrintStream(out));
        JsonNode json = JsonMapper.shared().readTree(out.toString());

        assertThat(json.propertyNames()).containsExactly("data", "folder", "files", "seconds");
        assertThat(json.get("data").asString()).isEqualTo("mnist");
        assertThat(json.get("folder").asString()).isEqualTo(folder.toString());
        assertThat(json.get("files")).hasSize(4);
        assertThat(json.get("files").get(0).asString()).isEqualTo("train-images-idx3-ubyte.gz");
        Outcome failed =
                Outcome.of("download", "mnist", "--from", address, "--out", folder.toString(), "--json", "--quiet");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
    }

    @Test
    void foldersCreatedForADownloadThatFailsAreRemoved() {
        Path out = folder.resolve("new").resolve("mnist");

        Outcome outcome = Outcome.of("download", "mnist", "--from", address, "--out", out.toString(), "--quiet");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("404");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theStartOfADownloadThatBreaksIsKept() throws IOException {
        server.createContext("/mnist/", exchange -> {
            exchange.sendResponseHeaders(200, 9912422);
            exchange.getResponseBody().write(new byte[1000]);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        Path out = folder.resolve("new");

        Outcome outcome = Outcome.of("download", "mnist", "--from", address, "--out", out.toString(), "--quiet");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(out.resolve("train-images-idx3-ubyte.gz.part")).isNotEmptyFile();
    }

    @Test
    void aFolderThatCannotBeCreatedIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        Outcome outcome = Outcome.of(
                "download",
                "mnist",
                "--from",
                address,
                "--out",
                file.resolve("mnist").toString());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains(file.resolve("mnist").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirror", "ftp://example.org/mnist", "http:/mnist"})
    void anAddressThatIsNoneIsAUsageError(String text) {
        Outcome outcome = Outcome.of("download", "mnist", "--from", text);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("got '" + text + "', expected an address such as");
    }

    @Test
    void theHelpNamesEveryDataSet() {
        assertThat(Outcome.of("download", "--help").out())
                .contains(RemoteDataset.ALL.stream().map(RemoteDataset::name).toList());
    }
}
