package dev.kizu.detect;

import dev.kizu.calibrate.CalibrationKind;
import dev.kizu.calibrate.PositionalCalibration;
import dev.kizu.image.Image;
import dev.kizu.vae.ImageScan;
import dev.kizu.vae.Vae;
import dev.kizu.vae.WindowScanner;
import dev.kizu.vae.WindowTerms;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Scores images. Immutable and safe to use from several threads. */
public final class Detector {
    private final Vae vae;
    private final DetectorOptions options;
    private final WindowScanner scanner;
    private final @Nullable PositionalCalibration calibration;

    private Detector(Vae vae, DetectorOptions options, @Nullable PositionalCalibration calibration) {
        this.vae = vae;
        this.options = options;
        this.scanner = vae.scanner(options.stride());
        this.calibration = calibration;
    }

    /**
     * Makes a detector of a network.
     *
     * @param heldOut normal images that the network was not trained on, all of one size; unused without a calibration
     * @param threads worker threads for scanning them, at least 1
     * @throws IllegalArgumentException if the calibration asked for gets fewer than two images, or images of several sizes
     */
    public static Detector fit(Vae vae, DetectorOptions options, List<Image> heldOut, int threads) {
        if (options.calibration() == CalibrationKind.NONE) {
            return new Detector(vae, options, null);
        }
        List<WindowTerms> terms = vae.scanner(options.stride()).scan(heldOut, threads, done -> {});
        return new Detector(vae, options, PositionalCalibration.fit(terms));
    }

    /** The options. */
    public DetectorOptions options() {
        return options;
    }

    /** The network. */
    public Vae vae() {
        return vae;
    }

    /**
     * Looks closely at one image.
     *
     * @throws IllegalArgumentException if the network or the calibration does not fit the image
     */
    public Inspection inspect(Image image) {
        return inspect(List.of(image), 1).get(0);
    }

    /**
     * Looks closely at images of one size; much faster than one after the other, with the same results.
     *
     * @param threads worker threads, at least 1; results do not depend on it
     * @return what there is to say about each image, in order
     * @throws IllegalArgumentException if images differ in size, or the network or the calibration does not fit them
     */
    public List<Inspection> inspect(List<Image> images, int threads) {
        List<ImageScan> scans = scanner.scanWithMaps(images, threads);
        return IntStream.range(0, images.size())
                .mapToObj(i -> inspection(images.get(i), scans.get(i)))
                .toList();
    }

    private Inspection inspection(Image image, ImageScan scan) {
        WindowTerms terms = scan.terms();
        Map<ScoreKind, ScoreMap> windowScores = new EnumMap<>(ScoreKind.class);
        Map<ScoreKind, Double> imageScores = new EnumMap<>(ScoreKind.class);
        windowScores(terms).forEach((kind, scores) -> {
            windowScores.put(kind, new ScoreMap(terms.rows(), terms.columns(), scores));
            imageScores.put(kind, options.aggregation().apply(scores));
        });
        return new Inspection(
                terms,
                Collections.unmodifiableMap(windowScores),
                Collections.unmodifiableMap(imageScores),
                new ScoreMap(image.height(), image.width(), scan.pixelMap()));
    }

    /**
     * The image scores of many images of one size, fast.
     *
     * @param threads worker threads, at least 1; scores do not depend on it
     * @param progress hears, now and then, how many images are done
     * @return for each kind of score one array, in the order of the images
     * @throws IllegalArgumentException if images differ in size, or the network or the calibration does not fit them
     */
    public Map<ScoreKind, double[]> score(List<Image> images, int threads, IntConsumer progress) {
        List<WindowTerms> terms = scanner.scan(images, threads, progress);
        Map<ScoreKind, double[]> result = new EnumMap<>(ScoreKind.class);
        for (int i = 0; i < terms.size(); i++) {
            int image = i;
            windowScores(terms.get(i))
                    .forEach((kind, scores) -> result.computeIfAbsent(kind, k -> new double[images.size()])[image] =
                            options.aggregation().apply(scores));
        }
        return result;
    }

    private Map<ScoreKind, float[]> windowScores(WindowTerms terms) {
        Map<ScoreKind, float[]> scores = new EnumMap<>(ScoreKind.class);
        if (calibration == null) {
            float[] elbo = new float[terms.size()];
            for (int w = 0; w < elbo.length; w++) {
                elbo[w] = terms.elbo(w);
            }
            scores.put(ScoreKind.ELBO, elbo);
            scores.put(ScoreKind.UNREGULARIZED, terms.mahalanobis());
        } else {
            scores.put(ScoreKind.ELBO, calibration.elbo(terms));
            scores.put(ScoreKind.UNREGULARIZED, calibration.unregularized(terms));
            scores.put(ScoreKind.JOINT, calibration.joint(terms));
        }
        return scores;
    }
}
