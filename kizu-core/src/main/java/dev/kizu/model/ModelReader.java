package dev.kizu.model;

import dev.kizu.calibrate.PositionalCalibration;
import dev.kizu.calibrate.Threshold;
import dev.kizu.onnx.ElementType;
import dev.kizu.onnx.OnnxFile;
import dev.kizu.onnx.OnnxFormatException;
import dev.kizu.onnx.OnnxGraph;
import dev.kizu.onnx.OnnxTensor;
import dev.kizu.patch.PatchSpec;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.LearningRateSchedule;
import dev.kizu.vae.LossReduction;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeStructure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a model out of the bytes of its file, of which nothing is believed before it is checked. */
final class ModelReader {
    /** The fields of an ONNX file up to this one say who made it and what it computes; later ones, but the metadata, Kizu does not write. */
    private static final int LAST_PLAIN_FIELD = 8;

    private static final int OPERATORS_FIELD = 8;
    private static final int METADATA_FIELD = 14;
    private static final Pattern WHOLE = Pattern.compile("[1-9][0-9]{0,8}");

    private final OnnxFile file;

    private ModelReader(OnnxFile file) {
        this.file = file;
    }

    /**
     * Reads a model.
     *
     * @param verify whether the digest has to be right
     */
    static LoadedModel read(byte[] bytes, boolean verify) throws ModelFormatException {
        OnnxFile file;
        try {
            file = OnnxFile.read(bytes);
        } catch (OnnxFormatException e) {
            throw new ModelFormatException(
                    "it is not an ONNX file, or a truncated or damaged one: %s. Save the model again, or copy it again"
                            .formatted(e.getMessage()),
                    e);
        }
        int version = formatVersion(file);
        String digest = digest(bytes, file, verify);
        try {
            ModelReader reader = new ModelReader(file);
            ModelContent content = reader.read();
            reader.checkGraph(bytes, content);
            return new LoadedModel(content, version, digest, bytes.length);
        } catch (IllegalArgumentException | ArithmeticException e) {
            // What records and networks check themselves.
            throw new ModelFormatException("it makes no sense: %s".formatted(e.getMessage()), e);
        }
    }

    private static int formatVersion(OnnxFile file) throws ModelFormatException {
        String version = file.metadata().get(Metadata.FORMAT);
        if (version == null) {
            throw new ModelFormatException(
                    "it is an ONNX file, but not a model of Kizu's: it has no metadata entry %s%s. Give a file that Kizu saved"
                            .formatted(
                                    Metadata.FORMAT,
                                    file.producer().isBlank()
                                            ? ""
                                            : " and was made by '" + Text.shortened(file.producer()) + "'"));
        }
        if (!WHOLE.matcher(version).matches()) {
            throw new ModelFormatException(
                    "its format version is '%s', expected a whole number".formatted(Text.shortened(version)));
        }
        int number = Integer.parseInt(version);
        if (number > ModelFile.FORMAT_VERSION) {
            throw new ModelFormatException(
                    "it has format version %d, this version of Kizu (%s) reads up to %d. Use a newer version of Kizu"
                            .formatted(number, KizuVersion.current(), ModelFile.FORMAT_VERSION));
        }
        return number;
    }

    private static String digest(byte[] bytes, OnnxFile file, boolean verify) throws ModelFormatException {
        String found = Digest.of(bytes, file);
        String written = file.metadata().get(Metadata.DIGEST);
        if (verify && !found.equals(written)) {
            throw new ModelFormatException(
                    "its content has the SHA-256 %s, but its metadata entry %s says %s: it was damaged, or changed after Kizu saved it. Copy or save it again"
                            .formatted(
                                    found,
                                    Metadata.DIGEST,
                                    written == null ? "nothing" : "'" + Text.shortened(written) + "'"));
        }
        return found;
    }

    private ModelContent read() throws ModelFormatException {
        Section config = section(Metadata.CONFIG);
        int stride = config.whole("stride", 1, Limits.STRIDE);
        Vae vae = vae(structure(config));
        ScoreKind score = config.oneOf("score", ScoreKind.values());
        Section rule = section(Metadata.THRESHOLD);
        return new ModelContent(
                vae,
                stride,
                aggregation(config.section("aggregation")),
                score,
                falseAlarmRate(rule),
                calibration(),
                threshold(rule),
                provenance());
    }

    /**
     * Checks that the graph is the one that Kizu writes for this content: so whoever runs it gets what Kizu says that the model does.
     */
    private void checkGraph(byte[] bytes, ModelContent content) throws ModelFormatException {
        Limits.check(content.vae().structure(), content.stride(), content.calibration());
        checkConstants(content);
        boolean operators = file.irVersion() == ScoringGraph.IR_VERSION && file.opset() == ScoringGraph.OPSET;
        boolean lists = false;
        boolean graph = false;
        for (OnnxFile.Part part : file.parts()) {
            operators &= part.field() <= LAST_PLAIN_FIELD || part.field() == METADATA_FIELD;
            operators &= !(lists && part.field() == OPERATORS_FIELD);
            lists |= part.field() == OPERATORS_FIELD;
            graph |= part.field() == OnnxGraph.FIELD
                    && ScoringGraph.of(content).isWrittenAs(bytes, part.contentStart(), part.end());
        }
        if (!graph || !operators) {
            throw disagreement(graph ? "the operators that it runs on" : "the graph");
        }
    }

    /** The largest constants of a graph, by name and shape: a graph that lacks them is not even built. */
    private void checkConstants(ModelContent content) throws ModelFormatException {
        long height = content.vae().patch().height();
        long width = content.vae().patch().width();
        checkConstant(MapSteps.IDENTITY_DOWN, ElementType.FLOAT, List.of(height, 1L, height, 1L));
        checkConstant(MapSteps.IDENTITY_ACROSS, ElementType.FLOAT, List.of(width, 1L, 1L, width));
        @Nullable PositionalCalibration calibration = content.calibration();
        if (calibration != null) {
            checkConstant(WindowSteps.ROWS, ElementType.INT64, List.of((long) calibration.rows(), height));
            checkConstant(WindowSteps.COLUMNS, ElementType.INT64, List.of((long) calibration.columns(), width));
        }
    }

    private void checkConstant(String name, ElementType type, List<Long> shape) throws ModelFormatException {
        OnnxTensor tensor = file.initializers().get(name);
        if (tensor == null || tensor.type() != type || !tensor.shape().equals(shape)) {
            throw disagreement("the constant " + name);
        }
    }

    private static ModelFormatException disagreement(String what) {
        return new ModelFormatException(
                "its graph and its metadata disagree: %s is not what Kizu writes for a model as the metadata describe it. The file was changed by another tool, or forged: use the file that Kizu saved"
                        .formatted(what));
    }

    private Section section(String entry) throws ModelFormatException {
        String json = file.metadata().get(entry);
        if (json == null) {
            throw new ModelFormatException("it has no metadata entry " + entry);
        }
        if (json.length() > Limits.METADATA) {
            throw new ModelFormatException("its metadata entry %s has %,d characters, expected at most %,d"
                    .formatted(entry, json.length(), Limits.METADATA));
        }
        return Section.of(entry, json);
    }

    private static VaeStructure structure(Section config) throws ModelFormatException {
        Section patch = config.section("patch");
        PatchSpec size = new PatchSpec(
                patch.whole("height", 1, Limits.PATCH_AREA),
                patch.whole("width", 1, Limits.PATCH_AREA),
                patch.whole("channels", 1, Limits.CHANNELS));
        VaeStructure structure = new VaeStructure(
                size,
                config.whole("depth", 1, VaeStructure.MAX_DEPTH),
                config.whole("baseFilters", 1, Limits.FILTERS),
                config.whole("latent", 1, Limits.LATENT),
                (float) config.number("varianceFloor"));
        Limits.check(structure, 1, null);
        return structure;
    }

    private Vae vae(VaeStructure structure) throws ModelFormatException {
        Map<String, List<Long>> shapes = structure.tensorShapes();
        int size = 0;
        for (Map.Entry<String, List<Long>> entry : shapes.entrySet()) {
            boolean head = entry.getKey().equals(HeadWeights.NAME);
            List<Long> shape = head ? HeadWeights.onnxShape(entry.getValue()) : entry.getValue();
            size = Math.addExact(size, tensor(entry.getKey(), shape).raw().capacity() / Float.BYTES);
        }
        float[] all = new float[size];
        int at = 0;
        for (Map.Entry<String, List<Long>> entry : shapes.entrySet()) {
            String name = entry.getKey();
            List<Long> shape = entry.getValue();
            if (name.equals(HeadWeights.NAME)) {
                float[] head = HeadWeights.fromOnnx(floats(name, HeadWeights.onnxShape(shape)), shape);
                System.arraycopy(head, 0, all, at, head.length);
                at += head.length;
            } else {
                OnnxTensor tensor = tensor(name, shape);
                tensor.copyFloats(all, at);
                int end = at + tensor.raw().capacity() / Float.BYTES;
                checkNumbers(name, all, at, end);
                at = end;
            }
        }
        return Vae.of(structure, all);
    }

    private float[] floats(String name, List<Long> shape) throws ModelFormatException {
        float[] values = tensor(name, shape).floats();
        checkNumbers(name, values, 0, values.length);
        return values;
    }

    private static void checkNumbers(String name, float[] values, int from, int to) throws ModelFormatException {
        for (int i = from; i < to; i++) {
            if (Float.isNaN(values[i])) {
                throw new ModelFormatException("its tensor %s holds NaN, expected numbers".formatted(name));
            }
        }
    }

    /** A tensor of floats, whose shape has to be as expected: so it is as large as the file says and holds. */
    private OnnxTensor tensor(String name, List<Long> shape) throws ModelFormatException {
        OnnxTensor tensor = file.initializers().get(name);
        String expected = "float elements and the shape " + Text.shape(shape);
        if (tensor == null) {
            throw new ModelFormatException("it has no tensor %s, expected one with %s".formatted(name, expected));
        }
        if (tensor.type() != ElementType.FLOAT || !tensor.shape().equals(shape)) {
            throw new ModelFormatException("its tensor %s has %s elements and the shape %s, expected %s"
                    .formatted(name, JsonNames.of(tensor.type()), tensor.shapeText(), expected));
        }
        return tensor;
    }

    private static Aggregation aggregation(Section section) throws ModelFormatException {
        return section.has("share")
                ? Aggregation.topShare(section.number("share"))
                : Aggregation.top(section.whole("windows", 1, Integer.MAX_VALUE));
    }

    private @Nullable PositionalCalibration calibration() throws ModelFormatException {
        Section section = section(Metadata.CALIBRATION);
        String kind = section.text("kind");
        if (kind.equals("none")) {
            return null;
        }
        if (!kind.equals("positional")) {
            throw section.wrong("kind", "none or positional");
        }
        int rows = section.whole("rows", 1, Limits.IMAGE_SIDE);
        int columns = section.whole("columns", 1, Limits.IMAGE_SIDE);
        Map<String, float[]> tables = new LinkedHashMap<>();
        for (String name : PositionalCalibration.tableNames()) {
            tables.put(name, floats(ScoreSteps.CALIBRATION + name, List.of((long) rows * columns)));
        }
        return PositionalCalibration.of(
                section.whole("imageHeight", 1, Limits.IMAGE_SIDE),
                section.whole("imageWidth", 1, Limits.IMAGE_SIDE),
                rows,
                columns,
                tables);
    }

    private static double falseAlarmRate(Section rule) throws ModelFormatException {
        double rate = rule.number("falseAlarmRate");
        Threshold.checkRate(rate);
        return rate;
    }

    private @Nullable Threshold threshold(Section section) throws ModelFormatException {
        float inGraph = floats(ScoreSteps.THRESHOLD, List.of(1L))[0];
        String rule = section.text("rule");
        if (rule.equals("none")) {
            if (inGraph != Float.POSITIVE_INFINITY) {
                throw new ModelFormatException(
                        "its metadata says that there is no threshold, but its graph compares with " + inGraph);
            }
            return null;
        }
        if (!rule.equals("false-alarm-rate")) {
            throw section.wrong("rule", "none or false-alarm-rate");
        }
        Threshold threshold = Threshold.atFalseAlarmRate(section.floats("heldOutScores"), falseAlarmRate(section));
        float said = (float) section.number("value");
        if (threshold.value() != said || said != inGraph) {
            throw new ModelFormatException(
                    "its metadata says that the threshold is %s, its graph compares with %s, and its held-out scores give %s; expected one number"
                            .formatted(said, inGraph, threshold.value()));
        }
        return threshold;
    }

    private Provenance provenance() throws ModelFormatException {
        Section section = section(Metadata.PROVENANCE);
        return new Provenance(
                section.text("kizuVersion"),
                section.has("training") ? training(section.section("training")) : null,
                file.metadata().containsKey(Metadata.CIRCUMSTANCES) ? circumstances() : null);
    }

    private static Provenance.Training training(Section section) throws ModelFormatException {
        Section data = section.section("data");
        return new Provenance.Training(
                section.text("preset"),
                options(section.section("options"), section.whole("seed")),
                section.number("heldOutShare"),
                data.text("normal"),
                data.whole("images", 0, Integer.MAX_VALUE),
                data.text("sha256"),
                data.whole("heldOut", 0, Integer.MAX_VALUE),
                section.has("finalLoss") ? section.number("finalLoss") : Double.NaN);
    }

    private static VaeOptions options(Section section, long seed) throws ModelFormatException {
        return new VaeOptions(
                section.whole("patchHeight", 1, Integer.MAX_VALUE),
                section.whole("patchWidth", 1, Integer.MAX_VALUE),
                section.whole("depth", 1, Integer.MAX_VALUE),
                section.whole("baseFilters", 1, Integer.MAX_VALUE),
                section.whole("latent", 1, Integer.MAX_VALUE),
                (float) section.number("varianceFloor"),
                section.whole("patches", 1, Integer.MAX_VALUE),
                section.whole("epochs", 1, Integer.MAX_VALUE),
                section.whole("batchSize", 1, Integer.MAX_VALUE),
                (float) section.number("learningRate"),
                section.oneOf("schedule", LearningRateSchedule.values()),
                (float) section.number("adamEpsilon"),
                section.has("gradientClip") ? (float) section.number("gradientClip") : Float.POSITIVE_INFINITY,
                (float) section.number("klWeight"),
                section.oneOf("reduction", LossReduction.values()),
                section.flag("freshPatches"),
                seed,
                1);
    }

    private Provenance.Circumstances circumstances() throws ModelFormatException {
        Section section = section(Metadata.CIRCUMSTANCES);
        Instant time;
        try {
            time = Instant.parse(section.text("time"));
        } catch (DateTimeException e) {
            throw section.wrong("time", "a time such as 2026-01-31T12:00:00Z");
        }
        return new Provenance.Circumstances(
                time, textIfKnown(section, "data"), textIfKnown(section, "java"), textIfKnown(section, "kernel"));
    }

    private static String textIfKnown(Section section, String member) throws ModelFormatException {
        return section.has(member) ? section.text(member) : "";
    }
}
