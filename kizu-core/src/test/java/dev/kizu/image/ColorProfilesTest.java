package dev.kizu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColorProfilesTest {
    private static final int[] SAMPLES = {100, 120, 110};

    @TempDir
    private Path folder;

    @Test
    void samplesOfJpegAreThoseOfTheFileWhateverItsProfileSays() throws Exception {
        BufferedImage plain = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            plain.setRGB(i % 16, i / 16, SAMPLES[0] << 16 | SAMPLES[1] << 8 | SAMPLES[2]);
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        assertThat(ImageIO.write(plain, "jpg", jpeg)).isTrue();
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] bytes = jpeg.toByteArray();
        // After the start of the image and the JFIF segment, of which the length is known.
        int head = 4 + (bytes[4] << 8 | bytes[5]);
        ByteBuffer file = ByteBuffer.allocate(bytes.length + profile.length + 18);
        file.put(bytes, 0, head).putShort((short) 0xffe2).putShort((short) (profile.length + 16));
        file.put("ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 1);
        file.put(profile).put(bytes, head, bytes.length - head);
        Path path = Files.write(folder.resolve("linear.jpg"), file.array());

        Image image = ImageFiles.read(path);

        for (int channel = 0; channel < 3; channel++) {
            assertThat(image.get(channel, 8, 8)).isCloseTo(SAMPLES[channel] / 255f, within(4 / 255f));
        }
    }
}
