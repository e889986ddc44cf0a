package dev.kizu.model;

import dev.kizu.calibrate.PositionalCalibration;
import dev.kizu.calibrate.Threshold;
import dev.kizu.onnx.ElementType;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.Vae;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a detector out of the bytes of its file. */
final class ModelReader {
    private final ModelSource source;

    private ModelReader(ModelSource source) {
        this.source = source;
    }

    /**
     * Reads a model.
     *
     * @param verify whether the digest has to be right
     */
    static LoadedModel read(byte[] bytes, boolean verify) throws ModelFormatException {
        return read(ModelSource.of(bytes, verify));
    }

    static LoadedModel read(ModelSource source) throws ModelFormatException {
        if (source.formatVersion() != ModelFile.FORMAT_VERSION) {
            throw new ModelFormatException(
                    "it is the model of an inspection (format version %d), as 'kizu train' writes it, expected a detector, as 'kizu experiment --save' writes it. Commands take both; in a program load it by ModelFile.loadInspection"
                            .formatted(source.formatVersion()));
        }
        return ModelSource.sensible(() -> {
            ModelReader reader = new ModelReader(source);
            ModelContent content = reader.read();
            reader.checkGraph(content);
            return new LoadedModel(content, source.formatVersion(), source.digest(), source.size());
        });
    }

    private ModelContent read() throws ModelFormatException {
        Section config = source.section(Metadata.CONFIG);
        int stride = config.whole("stride", 1, Limits.STRIDE);
        Vae vae = source.vae("", ConfigReader.structure(config));
        ScoreKind score = config.oneOf("score", ScoreKind.ofTerms().toArray(ScoreKind[]::new));
        Section rule = source.section(Metadata.THRESHOLD);
        return new ModelContent(
                vae,
                stride,
                ConfigReader.aggregation(config.section("aggregation")),
                score,
                falseAlarmRate(rule),
                calibration(),
                threshold(rule),
                ProvenanceReader.read(source));
    }

    private void checkGraph(ModelContent content) throws ModelFormatException {
        Limits.check(content.vae().structure(), content.stride(), content.calibration());
        checkConstants(content);
        source.checkGraph(ScoringGraph.of(content));
    }

    /** The largest constants of a graph, by name and shape: a graph that lacks them is not even built. */
    private void checkConstants(ModelContent content) throws ModelFormatException {
        long height = content.vae().patch().height();
        long width = content.vae().patch().width();
        source.checkConstant(MapSteps.IDENTITY_DOWN, ElementType.FLOAT, List.of(height, 1L, height, 1L));
        source.checkConstant(MapSteps.IDENTITY_ACROSS, ElementType.FLOAT, List.of(width, 1L, 1L, width));
        @Nullable PositionalCalibration calibration = content.calibration();
        if (calibration != null) {
            source.checkConstant(WindowSteps.ROWS, ElementType.INT64, List.of((long) calibration.rows(), height));
            source.checkConstant(WindowSteps.COLUMNS, ElementType.INT64, List.of((long) calibration.columns(), width));
        }
    }

    private @Nullable PositionalCalibration calibration() throws ModelFormatException {
        Section section = source.section(Metadata.CALIBRATION);
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
            tables.put(name, source.floats(ScoreSteps.CALIBRATION + name, List.of((long) rows * columns)));
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
        float inGraph = source.floats(ScoreSteps.THRESHOLD, List.of(1L))[0];
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
}
