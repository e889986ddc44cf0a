package dev.kizu.model;

import dev.kizu.detect.Detector;
import dev.kizu.detect.DetectorOptions;
import dev.kizu.detect.Inspection;
import dev.kizu.image.Image;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Models of each version of the format, with the scores that they gave when they were made. The files are never made anew: as a program this
 * class makes them for a new version.
 */
final class GoldenModels {
    static final List<String> NAMES = List.of("v1-positional", "v1-any-size");

    private GoldenModels() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Detector positional = Models.detector(Models.quick().withBaseFilters(4), DetectorOptions.robust(), 1, 20, 18);
        Detector anySize = Models.detector(
                Models.quick().withBaseFilters(3).withPatch(16, 12).withLatent(3),
                DetectorOptions.article()
                        .withStride(3)
                        .withScore(ScoreKind.ELBO)
                        .withAggregation(Aggregation.top(3))
                        .withFalseAlarmRate(0.05),
                3,
                24,
                30);
        save(folder, NAMES.get(0), positional);
        save(folder, NAMES.get(1), anySize);
    }

    private static void save(Path folder, String name, Detector detector) throws IOException {
        Provenance.Training training = new Provenance.Training(
                "robust", Models.quick(), 0.5, "waves", 50, "0123456789abcdef".repeat(4), 30, -10.5);
        Detector named = detector.withProvenance(new Provenance("0.1.0", null, null)
                .withTraining(training)
                .withCircumstances(new Provenance.Circumstances(
                        Instant.parse("2026-01-01T00:00:00Z"), "synthetic", "17", "scalar")));
        named.save(folder.resolve(name + ".onnx"));
        Files.writeString(
                folder.resolve(name + ".json"), JsonMapper.shared().writeValueAsString(results(named)) + "\n");
    }

    static byte[] file(String name) {
        return resource(name + ".onnx");
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Number>> expected(String name) {
        return JsonMapper.shared().readValue(resource(name + ".json"), List.class);
    }

    private static byte[] resource(String name) {
        try (InputStream in = GoldenModels.class.getResourceAsStream("/golden/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static List<Image> images(Detector detector) {
        int channels = detector.vae().patch().channels();
        List<Image> images =
                new ArrayList<>(channels == 1 ? Models.images(3, 1, 20, 18, 11) : Models.images(2, 3, 24, 30, 11));
        if (channels == 3) {
            images.addAll(Models.images(1, 3, 31, 41, 12));
        }
        return images;
    }

    /** What a detector says about the images, in numbers that stand for all of it. */
    static List<Map<String, Number>> results(Detector detector) {
        List<Map<String, Number>> results = new ArrayList<>();
        for (Image image : images(detector)) {
            Inspection seen = detector.inspect(image);
            Map<String, Number> result = new TreeMap<>();
            seen.imageScores().forEach((kind, score) -> result.put("score." + kind.id(), score));
            seen.windowScores().forEach((kind, map) -> result.put("windows." + kind.id(), weighted(map.values())));
            result.put("verdict.score", seen.verdict().score());
            result.put("verdict.threshold", (double) seen.verdict().threshold());
            result.put("map", weighted(seen.pixelMap().values()));
            result.put("D", weighted(seen.terms().kl()));
            result.put("A", weighted(seen.terms().logNormalizer()));
            result.put("M", weighted(seen.terms().mahalanobis()));
            results.add(result);
        }
        return results;
    }

    /** A sum in which no two values can change places unnoticed. */
    private static double weighted(float[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * (1 + i % 7 + 0.01 * i);
        }
        return sum;
    }
}
