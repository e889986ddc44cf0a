package dev.kizu.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatasetDownloadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final byte[] content = new byte[300_000];
    private FileServer server;
    private FileServer mirror;

    @BeforeEach
    void startServers() throws IOException {
        new Random(1).nextBytes(content);
        server = new FileServer();
        mirror = new FileServer();
        server.serve("a.gz", content);
        mirror.serve("a.gz", content);
    }

    @AfterEach
    void stopServers() {
        server.close();
        mirror.close();
    }

    @Test
    void filesArriveWithProgressAndLeaveNoPart() throws Exception {
        Path target = folder.resolve("deep/er");
        List<Long> done = new ArrayList<>();
        Path returned = download(PATIENCE, server.address()).fetch(target, (file, bytes, total) -> {
            assertThat(file).isEqualTo("a.gz");
            assertThat(total).isEqualTo(content.length);
            done.add(bytes);
        });
        assertThat(returned).isEqualTo(target);
        assertThat(target.resolve("a.gz")).hasBinaryContent(content);
        assertThat(target).isDirectoryNotContaining("glob:**.part");
        assertThat(done).isSorted().startsWith(0L).endsWith((long) content.length);
        assertThat(server.requests()).containsExactly("a.gz");
    }

    @Test
    void aFileWithTheRightSumIsLeftAlone() throws Exception {
        Files.write(folder.resolve("a.gz"), content);
        List<Long> done = new ArrayList<>();
        download(PATIENCE, server.address()).fetch(folder, (file, bytes, total) -> done.add(bytes));
        assertThat(server.requests()).isEmpty();
        assertThat(done).containsExactly(0L, (long) content.length);
    }

    @Test
    void aFileWithAnotherSumIsReplaced() throws Exception {
        byte[] other = content.clone();
        other[5]++;
        Files.write(folder.resolve("a.gz"), other);
        download(PATIENCE, server.address()).fetch(folder, DownloadListener.NONE);
        assertThat(folder.resolve("a.gz")).hasBinaryContent(content);
    }

    @Test
    void aCutConnectionIsResumedWhereItBroke() throws Exception {
        server.cut(2);
        download(PATIENCE, server.address()).fetch(folder, DownloadListener.NONE);
        assertThat(folder.resolve("a.gz")).hasBinaryContent(content);
        assertThat(server.requests()).hasSize(3).startsWith("a.gz");
        assertThat(server.requests().get(1)).matches("a\\.gz bytes=[1-9][0-9]*-");
        assertThat(server.requests().get(2)).matches("a\\.gz bytes=[1-9][0-9]*-");
    }

    @Test
    void aConnectionCutTooOftenFailsAndTheNextCallGoesOn() throws Exception {
        server.cut(3);
        DatasetDownload download = download(PATIENCE, server.address());
        assertThatThrownBy(() -> download.fetch(folder, DownloadListener.NONE))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll(server.address() + "a.gz broke after", "of 300000 bytes", "run the download again");
        assertThat(folder.resolve("a.gz")).doesNotExist();
        long kept = Files.size(folder.resolve("a.gz.part"));
        assertThat(kept).isPositive();
        download.fetch(folder, DownloadListener.NONE);
        assertThat(folder.resolve("a.gz")).hasBinaryContent(content);
        assertThat(server.requests()).endsWith("a.gz bytes=" + kept + "-");
    }

    @Test
    void aServerThatIgnoresRangesSendsTheWholeFileAgain() throws Exception {
        Files.write(folder.resolve("a.gz.part"), Arrays.copyOf(content, 1000));
        server.ignoreRanges();
        download(PATIENCE, server.address()).fetch(folder, DownloadListener.NONE);
        assertThat(folder.resolve("a.gz")).hasBinaryContent(content);
        assertThat(server.requests()).containsExactly("a.gz bytes=1000-");
    }

    @Test
    void aWrongPartIsThrownAwayAndTheFileFetchedAnew() throws Exception {
        Files.write(folder.resolve("a.gz.part"), new byte[1000]);
        download(PATIENCE, server.address()).fetch(folder, DownloadListener.NONE);
        assertThat(folder.resolve("a.gz")).hasBinaryContent(content);
        assertThat(server.requests()).containsExactly("a.gz bytes=1000-", "a.gz");
    }

    @Test
    void aPartThatIsTooLongIsThrownAway() throws Exception {
        Files.write(folder.resolve("a.gz.part"), new byte[content.length + 1]);
        download(PATIENCE, server.address()).fetch(folder, DownloadListener.NONE);
        assertThat(folder.resolve("a.gz")).hasBinaryContent(content);
        assertThat(server.requests()).containsExactly("a.gz");
    }

    @Test
    void aCompletePartNeedsNoServer() throws Exception {
        Files.write(folder.resolve("a.gz.part"), content);
        download(PATIENCE, server.address()).fetch(folder, DownloadListener.NONE);
        assertThat(folder.resolve("a.gz")).hasBinaryContent(content);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aWrongSumIsTriedOnceMoreAndThenReported() throws Exception {
        server.serve("a.gz", new byte[content.length]);
        assertThatThrownBy(() -> download(PATIENCE, server.address()).fetch(folder, DownloadListener.NONE))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll(server.address() + "a.gz sent a file with MD5", "expected " + md5(content));
        assertThat(server.requests()).containsExactly("a.gz", "a.gz");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileOfAnotherSizeIsRefusedBeforeItIsRead() {
        server.serve("a.gz", "<html>Please log in</html>".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> download(PATIENCE, server.address()).fetch(folder, DownloadListener.NONE))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("announces 26 bytes, expected 300000");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anEndlessAnswerIsNotWrittenPastTheExpectedSize() throws Exception {
        server.hideLength();
        server.serve("a.gz", new byte[content.length * 3]);
        assertThatThrownBy(() -> download(PATIENCE, server.address()).fetch(folder, DownloadListener.NONE))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("sends more than the 300000 bytes expected");
        server.serve("a.gz", content);
        download(PATIENCE, server.address()).fetch(folder, DownloadListener.NONE);
        assertThat(folder.resolve("a.gz")).hasBinaryContent(content);
    }

    @Test
    void anHttpErrorIsReportedWithStatusAndAddress() throws Exception {
        RemoteDataset missing = new RemoteDataset(
                "test", List.of(server.address()), List.of(new RemoteFile("b.gz", 3, md5(content))));
        assertThatThrownBy(() -> new DatasetDownload(missing, PATIENCE).fetch(folder, DownloadListener.NONE))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll("could not download b.gz", server.address() + "b.gz answered HTTP 404", "" + folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whenAServerFailsTheNextOneIsAsked() throws Exception {
        server.close();
        download(PATIENCE, server.address(), mirror.address()).fetch(folder, DownloadListener.NONE);
        assertThat(folder.resolve("a.gz")).hasBinaryContent(content);
        assertThat(mirror.requests()).containsExactly("a.gz");
    }

    @Test
    void aPartFromOneServerIsCompletedAtTheNext() throws Exception {
        server.cut(3);
        download(PATIENCE, server.address(), mirror.address()).fetch(folder, DownloadListener.NONE);
        assertThat(folder.resolve("a.gz")).hasBinaryContent(content);
        assertThat(mirror.requests()).hasSize(1);
        assertThat(mirror.requests().get(0)).startsWith("a.gz bytes=");
    }

    @Test
    void aSilentServerIsGivenUp() {
        server.stall();
        assertThatThrownBy(() -> download(Duration.ofMillis(500), server.address()).fetch(folder, DownloadListener.NONE))
                .isInstanceOf(DatasetException.class)
                .hasMessageMatching(".*(nothing came for 0.5 s|does not answer).*");
    }

    @Test
    void anInterruptEndsTheDownload() {
        DatasetDownload download = download(PATIENCE, server.address());
        assertThatThrownBy(() -> download.fetch(folder, (file, done, total) -> Thread.currentThread().interrupt()))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aFolderThatCannotBeCreatedIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> download(PATIENCE, server.address()).fetch(file, DownloadListener.NONE))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("cannot create folder " + file);
    }

    private DatasetDownload download(Duration patience, URI... servers) {
        RemoteFile file = new RemoteFile("a.gz", content.length, md5(content));
        return new DatasetDownload(new RemoteDataset("test", List.of(servers), List.of(file)), patience);
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
