package dev.kizu.vae;

import dev.kizu.image.Image;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.random.CounterRandom;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Trains two small networks, scans images, and prints a digest of all bits: also as a program, for other Java options. */
final class GoldenDigest {
    /** What every machine gives. A new value means that models and scores change: say so in the change log. */
    static final String EXPECTED = "42e633bec055f15de310556bbea80c8c8031e5dead693baecadcdaf23bfe7755";

    private GoldenDigest() {}

    public static void main(String[] args) {
        System.out.println(of(args[0].equals("scalar") ? Kernels.scalar() : Kernels.best(), Integer.parseInt(args[1])));
    }

    static String of(Kernel kernel, int threads) {
        MessageDigest digest = sha256();
        VaeOptions gray = VaeOptions.robust()
                .withBaseFilters(5)
                .withPatches(110)
                .withEpochs(2)
                .withBatchSize(87);
        VaeOptions color = VaeOptions.article()
                .withPatch(12, 4)
                .withBaseFilters(3)
                .withLatent(5)
                .withPatches(40)
                .withEpochs(1)
                .withBatchSize(40);
        add(digest, kernel, images(1, 24, 20), gray.withThreads(threads), 2);
        add(digest, kernel, images(3, 17, 23), color.withThreads(threads), 3);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, Kernel kernel, List<Image> images, VaeOptions options, int stride) {
        Vae vae =
                VaeTrainer.train(images, options, TrainingListener.NONE, kernel).vae();
        add(digest, vae.values());
        for (WindowTerms terms : vae.scanner(stride).scan(images, options.threads(), done -> {})) {
            add(digest, terms.kl());
            add(digest, terms.logNormalizer());
            add(digest, terms.mahalanobis());
        }
        for (ImageScan scan : vae.scanner(stride).scanWithMaps(images, options.threads())) {
            add(digest, scan.pixelMap());
        }
    }

    private static void add(MessageDigest digest, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        for (float value : values) {
            bytes.putInt(Float.floatToIntBits(value));
        }
        digest.update(bytes.array());
    }

    private static List<Image> images(int channels, int height, int width) {
        CounterRandom random = new CounterRandom(42, "golden");
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            float[] samples = new float[channels * height * width];
            for (int k = 0; k < samples.length; k++) {
                double wave = StrictMath.sin(k % width * 0.9 + i) * StrictMath.cos(k / width * 0.5);
                samples[k] = (float) (0.5 + 0.35 * wave + 0.15 * (random.unit(i, k) - 0.5));
            }
            images.add(Image.of(channels, height, width, samples));
        }
        return images;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
