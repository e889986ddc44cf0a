package dev.kizu.detect;

import dev.kizu.calibrate.CalibrationKind;
import dev.kizu.calibrate.PositionalCalibration;
import dev.kizu.calibrate.Threshold;
import dev.kizu.image.Image;
import dev.kizu.model.ModelContent;
import dev.kizu.model.ModelFile;
import dev.kizu.model.Provenance;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.ImageScan;
import dev.kizu.vae.Vae;
import dev.kizu.vae.WindowScanner;
import dev.kizu.vae.WindowTerms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Scores images. Immutable and safe to use from several threads. */
public final class Detector {
    private final Vae vae;
    private final DetectorOptions options;
    private final WindowScanner scanner;
    private final @Nullable PositionalCalibration calibration;
    private final @Nullable Threshold threshold;
    private final Provenance provenance;

    private Detector(
            Vae vae,
            DetectorOptions options,
            @Nullable PositionalCalibration calibration,
            @Nullable Threshold threshold,
            Provenance provenance) {
        this.vae = vae;
        this.options = options;
        this.scanner = vae.scanner(options.stride());
        this.calibration = calibration;
        this.threshold = threshold;
        this.provenance = provenance;
    }

    /**
     * Makes a detector of a network.
     *
     * <p>The threshold is chosen from the scores of the held-out images. With a calibration, which is made of the same images, each is scored
     * under a calibration by others among them, so that its score is not better than that of an image to come. Without held-out images, or
     * with two and a calibration, there is no threshold, and nothing is called anomalous.
     *
     * @param heldOut normal images that the network was not trained on; with a calibration all of one size. May be empty without one
     * @param threads worker threads for scanning them, at least 1
     * @throws IllegalArgumentException if the calibration asked for gets fewer than two images, or images of several sizes
     */
    public static Detector fit(Vae vae, DetectorOptions options, List<Image> heldOut, int threads) {
        WindowScanner scanner = vae.scanner(options.stride());
        List<WindowTerms> terms;
        @Nullable PositionalCalibration calibration = null;
        if (options.calibration() == CalibrationKind.NONE) {
            terms = new ArrayList<>();
            // One by one: sizes may differ.
            heldOut.forEach(image -> terms.addAll(scanner.scan(List.of(image), threads, done -> {})));
        } else {
            terms = scanner.scan(heldOut, threads, done -> {});
            int height = heldOut.isEmpty() ? 0 : heldOut.get(0).height();
            int width = heldOut.isEmpty() ? 0 : heldOut.get(0).width();
            calibration = PositionalCalibration.fit(terms, height, width);
        }
        return new Detector(
                vae, options, calibration, HeldOut.threshold(terms, options, calibration), Provenance.unknown());
    }

    /**
     * Loads a detector that {@link #save} has written, from wherever the file may come. It gives the same bits as the one that was saved.
     *
     * @throws dev.kizu.model.ModelFormatException if the file is not a model that this version of Kizu can load; the message says why
     * @throws IOException if it cannot be read at all
     */
    public static Detector load(Path file) throws IOException {
        return of(ModelFile.load(file).content());
    }

    /** The detector that a model file holds. */
    public static Detector of(ModelContent content) {
        DetectorOptions options = new DetectorOptions(
                content.stride(),
                content.aggregation(),
                content.calibration() == null ? CalibrationKind.NONE : CalibrationKind.POSITIONAL,
                content.score(),
                content.falseAlarmRate());
        return new Detector(content.vae(), options, content.calibration(), content.threshold(), content.provenance());
    }

    /**
     * Saves the detector as one ONNX file, which {@link #load} reads and any ONNX runtime can run.
     *
     * @param file the file; one that is there is replaced, at once and as a whole
     * @throws IllegalArgumentException if the network or the calibration is larger than a file may be
     */
    public void save(Path file) throws IOException {
        ModelFile.save(content(), file);
    }

    /** What a model file holds of this detector. */
    public ModelContent content() {
        return new ModelContent(
                vae,
                options.stride(),
                options.aggregation(),
                options.score(),
                options.falseAlarmRate(),
                calibration,
                threshold,
                provenance);
    }

    /** The options. */
    public DetectorOptions options() {
        return options;
    }

    /** The network. */
    public Vae vae() {
        return vae;
    }

    /** Above which score an image is anomalous, and how that was chosen; empty if there were no held-out images to choose it from. */
    public Optional<Threshold> threshold() {
        return Optional.ofNullable(threshold);
    }

    /** Where the detector comes from. */
    public Provenance provenance() {
        return provenance;
    }

    /** The same detector, that says where it comes from. */
    public Detector withProvenance(Provenance provenance) {
        return new Detector(vae, options, calibration, threshold, provenance);
    }

    /**
     * The verdict on an image by its score.
     *
     * @param score the image's score of the kind that decides
     */
    public Verdict verdict(double score) {
        return new Verdict(
                options.score(),
                score,
                threshold == null ? Float.POSITIVE_INFINITY : threshold.value(),
                threshold != null && threshold.isExceededBy(score));
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
        checkSizes(images);
        List<ImageScan> scans = scanner.scanWithMaps(images, threads);
        return IntStream.range(0, images.size())
                .mapToObj(i -> inspection(images.get(i), scans.get(i)))
                .toList();
    }

    private Inspection inspection(Image image, ImageScan scan) {
        WindowTerms terms = scan.terms();
        Map<ScoreKind, ScoreMap> windowScores = new EnumMap<>(ScoreKind.class);
        Map<ScoreKind, Double> imageScores = new EnumMap<>(ScoreKind.class);
        HeldOut.windowScores(terms, calibration).forEach((kind, scores) -> {
            windowScores.put(kind, new ScoreMap(terms.rows(), terms.columns(), scores));
            imageScores.put(kind, options.aggregation().apply(scores));
        });
        return new Inspection(
                terms,
                Collections.unmodifiableMap(windowScores),
                Collections.unmodifiableMap(imageScores),
                verdict(imageScores.getOrDefault(options.score(), Double.NaN)),
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
        checkSizes(images);
        List<WindowTerms> terms = scanner.scan(images, threads, progress);
        Map<ScoreKind, double[]> result = new EnumMap<>(ScoreKind.class);
        for (int i = 0; i < terms.size(); i++) {
            int image = i;
            HeldOut.windowScores(terms.get(i), calibration)
                    .forEach((kind, scores) -> result.computeIfAbsent(kind, k -> new double[images.size()])[image] =
                            options.aggregation().apply(scores));
        }
        return result;
    }

    private void checkSizes(List<Image> images) {
        if (calibration != null) {
            images.forEach(image -> calibration.checkImageSize(image.height(), image.width()));
        }
    }
}
