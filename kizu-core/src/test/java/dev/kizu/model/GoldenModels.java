package dev.kizu.model;

import dev.kizu.calibrate.Reference;
import dev.kizu.detect.Detector;
import dev.kizu.detect.Inspection;
import dev.kizu.image.Image;
import dev.kizu.image.Preparation;
import dev.kizu.image.Region;
import dev.kizu.inspect.Inspector;
import dev.kizu.inspect.PartInspection;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.WindowTerms;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Models of each version of the format, with the scores that they gave when they were made. The files are never made anew: as a program this
 * class makes those of the newest version, in the folder that is given.
 */
final class GoldenModels {
    static final List<String> NAMES = List.of("v1-positional", "v1-any-size");

    static final List<String> INSPECTION_NAMES = List.of("v2-two-scales", "v2-color", "v2-place-tails");

    /** Of the models' results. New values mean that scores change: say so in the change log. */
    static final Map<String, String> DIGESTS = Map.of(
            "v1-any-size", "42a67d56255c7ad2c1fbda0bd4b9116a79eb12d2d691e92763a84f0eba0b6961",
            "v1-positional", "53b06916d2f1844a01b971756ad00f9b84ba1a492723440a32a3011642de5d9d",
            "v2-color", "c022b1ac739ebe90ea0cfd62597b9095f145345698e0224e2199098030cf1e8b",
            "v2-place-tails", "04543477b3b19b876916994e0d25bf74649b47375ef810fd55e288086cbb085f",
            "v2-two-scales", "baf55d2407d62532df530ed77f41900c6ce022f1c6b78553b6a8b7ff62e3a4b9");

    private GoldenModels() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        // The first of all is the same, of a time when the distributions of places were normal ones.
        saveInspection(
                folder,
                INSPECTION_NAMES.get(2),
                Inspections.calibrated(
                        Inspections.draft(
                                network(1),
                                new Preparation(1, 32, 32, new Region(3, 2, 60, 50), Inspections.disc(32, 32)),
                                4,
                                3,
                                1,
                                2),
                        Reference.POSITIONAL,
                        ScoreKind.JOINT));
        saveInspection(
                folder,
                INSPECTION_NAMES.get(1),
                Inspections.calibrated(
                        Inspections.draft(network(3), new Preparation(3, 32, 32, null, null), 4, 4, 1),
                        Reference.IMAGE,
                        ScoreKind.UNREGULARIZED));
    }

    private static Vae network(int channels) {
        VaeOptions options = Models.quick().withBaseFilters(2).withEpochs(2).withPatches(320);
        return Models.train(options, Models.images(12, channels, 24, 24, 1));
    }

    private static void saveInspection(Path folder, String name, InspectionModel given) throws IOException {
        Provenance.Training training =
                new Provenance.Training("", Models.quick(), 0.4, "good", 20, "0123456789abcdef".repeat(4), 8, -10.5);
        InspectionModel model = given.withProvenance(new Provenance("0.1.0", null, null)
                .withTraining(training)
                .withCircumstances(new Provenance.Circumstances(
                        Instant.parse("2026-01-01T00:00:00Z"), "synthetic", "17", "scalar")));
        ModelFile.saveInspection(model, folder.resolve(name + ".onnx"));
        Files.writeString(
                folder.resolve(name + ".json"), JsonMapper.shared().writeValueAsString(results(model)) + "\n");
    }

    /** Pictures that still have to be prepared. */
    static List<Image> pictures(InspectionModel model) {
        return Models.images(3, model.preparation().channels(), 61, 70, 11);
    }

    /** What a model says about the pictures, in numbers that stand for all of it. */
    static List<Map<String, Number>> results(InspectionModel model) {
        Inspector inspector = new Inspector(model);
        List<Map<String, Number>> results = new ArrayList<>();
        for (Image picture : pictures(model)) {
            PartInspection seen = inspector.inspect(picture);
            Map<String, Number> result = new TreeMap<>();
            seen.scores().forEach((kind, score) -> result.put("score." + kind.id(), score));
            result.put("verdict.score", seen.verdict().score());
            result.put("verdict.threshold", (double) seen.verdict().threshold());
            result.put("pValue", seen.pValue());
            result.put("map", weighted(seen.map().values()));
            List<WindowTerms> terms = inspector.terms(model.preparation().apply(picture));
            for (int scale = 0; scale < terms.size(); scale++) {
                result.put("D." + scale, weighted(terms.get(scale).kl()));
                result.put("A." + scale, weighted(terms.get(scale).logNormalizer()));
                result.put("M." + scale, weighted(terms.get(scale).mahalanobis()));
            }
            results.add(result);
        }
        return results;
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

    /** A digest of all bits. */
    static String digest(List<Map<String, Number>> results) {
        StringBuilder text = new StringBuilder();
        for (Map<String, Number> result : results) {
            new TreeMap<>(result)
                    .forEach((name, value) -> text.append(name)
                            .append(' ')
                            .append(Long.toHexString(Double.doubleToLongBits(value.doubleValue())))
                            .append('\n'));
        }
        try {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
