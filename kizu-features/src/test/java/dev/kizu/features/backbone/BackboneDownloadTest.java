package dev.kizu.features.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kizu.dataset.DownloadListener;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BackboneDownloadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private byte[] content = {};
    private BackboneServer server;
    private BackboneStore store;

    @BeforeEach
    void startServer() throws Exception {
        content = Files.readAllBytes(TinyBackbone.write(folder.resolve("net.onnx")));
        server = new BackboneServer(content);
        store = new BackboneStore(folder.resolve("store"));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private CatalogueEntry entry(String path, String sum, List<String> layers) {
        return new CatalogueEntry(
                "net",
                server.address(path),
                sum,
                content.length,
                "Apache-2.0",
                layers,
                Normalization.IMAGENET,
                null,
                List.of());
    }

    private StoredBackbone download(String path) throws Exception {
        return store.download(entry(path, sha256(content), List.of("relu_8")), DownloadListener.NONE, PATIENCE);
    }

    private void nothingIsThere() throws Exception {
        assertThat(store.list()).isEmpty();
        assertThat(store.folder().resolve("net.onnx")).doesNotExist();
        assertThat(store.folder().resolve("net.json")).doesNotExist();
    }

    @Test
    void aBackboneArrivesWithProgressAndWithWhatTheCatalogueSays() throws Exception {
        List<Long> done = new ArrayList<>();

        StoredBackbone stored = store.download(
                entry("/files/net.onnx", sha256(content), List.of("relu_8")),
                (file, bytes, total) -> done.add(bytes),
                PATIENCE);

        assertThat(stored.file()).hasBinaryContent(content);
        assertThat(store.list()).containsExactly(stored);
        assertThat(stored.spec())
                .isEqualTo(new BackboneSpec(
                        List.of("relu_8"),
                        Normalization.IMAGENET,
                        "net",
                        "Apache-2.0",
                        server.address("/files/net.onnx").toString()));
        assertThat(done).isSorted().endsWith((long) content.length);
        assertThat(store.folder()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void whatIsThereAlreadyIsNotFetchedAgain() throws Exception {
        download("/files/net.onnx");
        download("/files/net.onnx");

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aRedirectIsFollowed() throws Exception {
        assertThat(download("/moved/net.onnx").file()).hasBinaryContent(content);
        assertThat(server.requests()).containsExactly("/moved/net.onnx", "/files/net.onnx");
    }

    @Test
    void aConnectionThatBreaksIsTriedAgain() throws Exception {
        server.cut(2);

        assertThat(download("/files/net.onnx").file()).hasBinaryContent(content);
    }

    @Test
    void aConnectionThatKeepsBreakingIsAnErrorThatTellsTheAddress() throws Exception {
        server.cut(100);

        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> download("/files/net.onnx"))
                // What the client sees of a break depends on how far it had read.
                .withMessageContaining(server.address("/files/net.onnx").toString())
                .withMessageMatching("(?s).*(broke after|does not answer).*");
        nothingIsThere();
    }

    @Test
    void aFileWithAnotherSumIsNotTaken() throws Exception {
        String wrong = sha256("other".getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() ->
                        store.download(entry("/files/net.onnx", wrong, List.of()), DownloadListener.NONE, PATIENCE))
                .withMessageContainingAll("SHA-256 " + sha256(content), "expected " + wrong);
        nothingIsThere();
    }

    @Test
    void anAddressWithoutTheFileIsAnErrorThatTellsIt() throws Exception {
        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> download("/none/net.onnx"))
                .withMessageContainingAll(server.address("/none/net.onnx").toString(), "HTTP 404");
        nothingIsThere();
    }

    @Test
    void aFileWithoutTheLayersOfTheCatalogueIsNotTaken() throws Exception {
        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> store.download(
                        entry("/files/net.onnx", sha256(content), List.of("relu_9")), DownloadListener.NONE, PATIENCE))
                .withMessageContaining("no layer \"relu_9\"");
        nothingIsThere();
    }

    @Test
    void anotherBackboneOfThatNameStays() throws Exception {
        Path other = TinyBackbone.write(
                folder.resolve("other.onnx"),
                TinyBackbone.model("1", "32", "32", List.of("out")).build());
        store.add(other, "net", BackboneSpec.NONE);

        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> download("/files/net.onnx"))
                .withMessageContaining("another backbone \"net\"");
        assertThat(store.resolve("net")).hasSameBinaryContentAs(other);
    }

    @Test
    void aServerThatIsNotThereIsAnError() throws Exception {
        URI nowhere = server.address("/files/net.onnx");
        server.close();

        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> download("/files/net.onnx"))
                .withMessageContainingAll(nowhere.toString(), "does not answer");
    }
}
