package dev.kizu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapFilesTest {
    @TempDir
    Path folder;

    private static float[] map(int length, long seed) {
        Random random = new Random(seed);
        float[] map = new float[length];
        for (int i = 0; i < length; i++) {
            map[i] = (float) (3 * random.nextDouble());
        }
        return map;
    }

    @Test
    void pngHasTheMapsValuesOnTheGivenScale() throws IOException {
        for (int[] size : new int[][] {{1, 1}, {1, 9}, {7, 1}, {33, 50}}) {
            float[] map = map(size[0] * size[1], 1);
            Path file = folder.resolve("map.png");
            MapFiles.writePng(file, map, size[0], size[1], 3);
            Raster raster = ImageIO.read(file.toFile()).getRaster();
            assertThat(raster.getHeight()).isEqualTo(size[0]);
            assertThat(raster.getWidth()).isEqualTo(size[1]);
            assertThat(raster.getSampleModel().getSampleSize()).containsExactly(16);
            for (int i = 0; i < map.length; i++) {
                int sample = raster.getSample(i % size[1], i / size[1], 0);
                assertThat(sample * 3.0 / 65535).isCloseTo(map[i], within(3.0 / 131070 + 1e-12));
            }
            // As Kizu reads it.
            float[] shares = ImageFiles.read(file, 1).toArray();
            assertThat(shares[0]).isCloseTo(map[0] / 3, within(1e-5f));
        }
    }

    @Test
    void pngClipsAndSaysItsScale() throws IOException {
        float[] map = {-1, 0, 12.5f, 13, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f};
        Path file = folder.resolve("map.png");
        MapFiles.writePng(file, map, 2, 4, 12.5);
        Raster raster = ImageIO.read(file.toFile()).getRaster();
        assertThat(raster.getSamples(0, 0, 4, 2, 0, (int[]) null))
                .containsExactly(0, 0, 65535, 65535, 65535, 65535, 0, 0);
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .contains("tEXtComment\0value = sample * 12.5 / 65535");
    }

    @Test
    void npyHasEveryBitAndTheHeaderOfTheFormat() throws IOException {
        float[] map = map(35, 2);
        map[4] = Float.NaN;
        map[5] = -0f;
        Path file = folder.resolve("map.npy");
        MapFiles.writeNpy(file, map, 5, 7);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[8];
        bytes.get(magic);
        assertThat(magic).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
        byte[] header = new byte[bytes.getShort()];
        bytes.get(header);
        assertThat(new String(header, StandardCharsets.US_ASCII))
                .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (5, 7), }")
                .endsWith("\n");
        assertThat(bytes.position() % 64).isZero();
        float[] read = new float[35];
        bytes.asFloatBuffer().get(read);
        assertThat(bytes.remaining()).isEqualTo(4 * 35);
        assertThat(Arrays.equals(read, map)).isTrue();
    }

    @Test
    void npyHeadersOfAllLengthsEndOnAMultipleOf64() throws IOException {
        for (int width : new int[] {1, 10, 100, 1000, 10_000, 100_000}) {
            Path file = folder.resolve("map.npy");
            MapFiles.writeNpy(file, new float[width], 1, width);
            assertThat((Files.size(file) - 4L * width) % 64).isZero();
            assertThat(Files.size(file) - 4L * width).isLessThanOrEqualTo(128);
        }
    }

    @Test
    void masksAreBlackAndWhite() throws IOException {
        Path file = folder.resolve("mask.png");
        MapFiles.writeMask(file, new boolean[] {true, false, false, false, true, true}, 2, 3);
        Raster raster = ImageIO.read(file.toFile()).getRaster();
        assertThat(raster.getSampleModel().getSampleSize()).containsExactly(8);
        assertThat(raster.getSamples(0, 0, 3, 2, 0, (int[]) null)).containsExactly(255, 0, 0, 0, 255, 255);
    }

    @Test
    void noiseThatCannotBeCompressedIsWrittenWhole() throws IOException {
        Random random = new Random(3);
        float[] map = new float[300 * 200];
        for (int i = 0; i < map.length; i++) {
            map[i] = random.nextInt(65536);
        }
        Path file = folder.resolve("noise.png");
        MapFiles.writePng(file, map, 300, 200, 65535);
        Raster raster = ImageIO.read(file.toFile()).getRaster();
        int[] samples = raster.getSamples(0, 0, 200, 300, 0, (int[]) null);
        for (int i = 0; i < map.length; i++) {
            assertThat(samples[i]).isEqualTo((int) map[i]);
        }
    }

    @Test
    void aFileIsReplacedAndNothingElseIsLeftBehind() throws IOException {
        Path file = folder.resolve("map.npy");
        Files.writeString(file, "old");
        MapFiles.writeNpy(file, new float[6], 2, 3);
        assertThat(Files.size(file)).isEqualTo(128 + 24);
        assertThatIOException()
                .isThrownBy(() -> MapFiles.writeNpy(folder.resolve("none/map.npy"), new float[1], 1, 1))
                .withMessageContaining("does not exist, make it first");
        Files.createDirectory(folder.resolve("taken"));
        assertThatIOException()
                .isThrownBy(() -> MapFiles.writeMask(folder.resolve("taken"), new boolean[1], 1, 1))
                .withMessageContaining("is a folder");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, folder.resolve("taken"));
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        Path file = folder.resolve("map.png");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MapFiles.writePng(file, new float[5], 2, 3, 1))
                .withMessageContaining("2 x 3 (rows, columns) has 6 values, got 5");
        for (double scale : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MapFiles.writePng(file, new float[6], 2, 3, scale))
                    .withMessageContaining("the scale of a map is " + scale);
        }
        assertThat(file).doesNotExist();
    }
}
