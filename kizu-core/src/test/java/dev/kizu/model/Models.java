package dev.kizu.model;

import dev.kizu.detect.Detector;
import dev.kizu.detect.DetectorOptions;
import dev.kizu.image.Image;
import dev.kizu.random.CounterRandom;
import dev.kizu.vae.TrainingListener;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeTrainer;
import java.util.ArrayList;
import java.util.List;

/** Small models that were really trained, and the images for them: the same on every machine. */
final class Models {
    private Models() {}

    /** Waves with noise; images differ in brightness, contrast, phase and how noisy they are, as photographs do. */
    static List<Image> images(int count, int channels, int height, int width, long seed) {
        CounterRandom random = new CounterRandom(seed, "model images");
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] samples = new float[channels * height * width];
            double phase = 3 * random.unit(i, -1);
            double contrast = 0.1 + 0.25 * random.unit(i, -2);
            double brightness = 0.45 + 0.1 * random.unit(i, -3);
            double noise = 0.05 + 0.15 * random.unit(i, -4);
            for (int k = 0; k < samples.length; k++) {
                double wave = StrictMath.sin(k % width * 0.7 + phase) * StrictMath.cos(k / width * 0.4);
                samples[k] = (float) (brightness + contrast * wave + noise * (random.unit(i, k) - 0.5));
            }
            images.add(Image.of(channels, height, width, samples));
        }
        return images;
    }

    static VaeOptions quick() {
        return VaeOptions.robust()
                .withBaseFilters(6)
                .withPatches(640)
                .withEpochs(4)
                .withBatchSize(64)
                .withThreads(1);
    }

    static Vae train(VaeOptions options, List<Image> images) {
        return VaeTrainer.train(images, options, TrainingListener.NONE).vae();
    }

    static Detector detector(VaeOptions training, DetectorOptions scoring, int channels, int height, int width) {
        Vae vae = train(training, images(20, channels, height, width, 1));
        return Detector.fit(vae, scoring, images(30, channels, height, width, 2), 1);
    }
}
