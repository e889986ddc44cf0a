package dev.kizu.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemoteDatasetTest {
    @Test
    void dataSetsAreFoundByName() {
        assertThat(RemoteDataset.named("mnist")).isSameAs(RemoteDataset.MNIST);
        assertThat(RemoteDataset.named("fashion-mnist")).isSameAs(RemoteDataset.FASHION_MNIST);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteDataset.named("imagenet"))
                .withMessage("no data set is called \"imagenet\", expected one of mnist, fashion-mnist");
    }

    @Test
    void everyDataSetHasTheFourFilesThatTheReaderLooksFor() {
        for (RemoteDataset set : RemoteDataset.ALL) {
            assertThat(set.files().stream().map(RemoteFile::name))
                    .containsExactly(
                            "train-images-idx3-ubyte.gz",
                            "train-labels-idx1-ubyte.gz",
                            "t10k-images-idx3-ubyte.gz",
                            "t10k-labels-idx1-ubyte.gz");
        }
        assertThat(RemoteDataset.FASHION_MNIST.bytes()).isEqualTo(26_421_880 + 29_515 + 4_422_102 + 5_148);
    }

    @Test
    void serversCanBeReplaced() {
        List<URI> servers = List.of(URI.create("http://localhost/x/"));
        RemoteDataset set = RemoteDataset.MNIST.withServers(servers);
        assertThat(set.servers()).isEqualTo(servers);
        assertThat(set.files()).isEqualTo(RemoteDataset.MNIST.files());
    }

    @Test
    void addressesNamesAndSumsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteDataset.MNIST.withServers(List.of(URI.create("http://localhost/x"))))
                .withMessageContaining("ends in a slash");
        assertThatIllegalArgumentException().isThrownBy(() -> RemoteDataset.MNIST.withServers(List.of()));
        String sum = "0".repeat(32);
        assertThat(new RemoteFile("a", 1, sum).algorithm()).isEqualTo("MD5");
        assertThat(new RemoteFile("a", 1, sum + sum).algorithm()).isEqualTo("SHA-256");
        assertThatIllegalArgumentException().isThrownBy(() -> new RemoteFile("a", 1, sum + sum.substring(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> new RemoteFile("../a", 1, sum));
        assertThatIllegalArgumentException().isThrownBy(() -> new RemoteFile("..", 1, sum));
        assertThatIllegalArgumentException().isThrownBy(() -> new RemoteFile("a", 0, sum));
        assertThatIllegalArgumentException().isThrownBy(() -> new RemoteFile("a", 1, "F" + sum.substring(1)));
    }

    @Test
    void theCacheFolderFollowsTheOperatingSystem() {
        Path home = Path.of("/home/ada");
        assertThat(CacheFolder.of("Linux", Map.of(), home)).isEqualTo(home.resolve(".cache/kizu"));
        assertThat(CacheFolder.of("Linux", Map.of("XDG_CACHE_HOME", "/var/c"), home))
                .isEqualTo(Path.of("/var/c/kizu"));
        assertThat(CacheFolder.of("Linux", Map.of("XDG_CACHE_HOME", "c"), home)).isEqualTo(home.resolve(".cache/kizu"));
        assertThat(CacheFolder.of("Mac OS X", Map.of(), home)).isEqualTo(home.resolve("Library/Caches/kizu"));
        assertThat(CacheFolder.of("Windows 11", Map.of("LOCALAPPDATA", "/local"), home))
                .isEqualTo(Path.of("/local/kizu"));
        assertThat(CacheFolder.of("Windows 11", Map.of(), home)).isEqualTo(home.resolve("AppData/Local/kizu"));
        assertThat(DatasetDownload.defaultFolder("mnist")).endsWithRaw(Path.of("kizu", "mnist"));
    }
}
