package dev.kizu.model;

import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.Reference;
import dev.kizu.calibrate.ScaleCalibration;
import dev.kizu.image.Preparation;
import dev.kizu.onnx.ElementType;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.Vae;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the model of an inspection out of the bytes of its file. */
final class InspectionReader {
    private final ModelSource source;

    private InspectionReader(ModelSource source) {
        this.source = source;
    }

    /**
     * Reads a model.
     *
     * @param verify whether the digest has to be right
     */
    static LoadedInspection read(byte[] bytes, boolean verify) throws ModelFormatException {
        return read(ModelSource.of(bytes, verify));
    }

    static LoadedInspection read(ModelSource source) throws ModelFormatException {
        if (source.formatVersion() != ModelFile.INSPECTION_FORMAT_VERSION) {
            throw new ModelFormatException(
                    "it is a detector (format version %d), as 'kizu experiment --save' writes it, expected the model of an inspection, as 'kizu train' writes it. 'kizu score' and 'kizu info' take both; in a program load it by Detector.load"
                            .formatted(source.formatVersion()));
        }
        return ModelSource.sensible(() -> {
            InspectionReader reader = new InspectionReader(source);
            InspectionModel model = reader.read();
            reader.checkGraph(model);
            return new LoadedInspection(model, source.formatVersion(), source.digest(), source.size());
        });
    }

    /** Reads the model alone, and does not ask for the graph. */
    static InspectionModel readPart(ModelSource source) throws ModelFormatException {
        return ModelSource.sensible(() -> {
            InspectionModel model = new InspectionReader(source).read();
            Limits.check(model);
            return model;
        });
    }

    private InspectionModel read() throws ModelFormatException {
        Section config = source.section(Metadata.CONFIG);
        Preparation preparation = PreparationJson.read(config.section("preparation"));
        int cell = config.whole("cell", 1, Limits.WORKING_SIDE);
        Limits.check(preparation.height(), preparation.width(), cell);
        Reference reference = source.section(Metadata.CALIBRATION).oneOf("reference", Reference.values());
        int cells = preparation.height() / cell * (preparation.width() / cell);
        List<ScaleModel> scales = new ArrayList<>();
        for (Section scale : config.sections("scales", Limits.SCALES)) {
            scales.add(scale(scale, InspectionGraph.prefix(scales.size()), reference, cells));
        }
        return new InspectionModel(
                preparation,
                scales,
                cell,
                config.oneOf("score", ScoreKind.ofTerms().toArray(ScoreKind[]::new)),
                ConfigReader.aggregation(config.section("aggregation")),
                HeldOutJson.read(source.section(Metadata.HELD_OUT)),
                threshold(source.section(Metadata.THRESHOLD)),
                ProvenanceReader.read(source));
    }

    private ScaleModel scale(Section section, String prefix, Reference reference, int cells)
            throws ModelFormatException {
        int factor = section.whole("factor", 1, Limits.WORKING_SIDE);
        int stride = section.whole("stride", 1, Limits.STRIDE);
        int components = section.whole("mixtureComponents", 0, Limits.COMPONENTS);
        Vae vae = source.vae(prefix, ConfigReader.structure(section));
        Map<String, float[]> tables = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> table :
                ScaleCalibration.tableLengths(reference, cells, components).entrySet()) {
            tables.put(
                    table.getKey(), source.floats(prefix + CellScoreSteps.CALIBRATION + table.getKey(), List.of((long)
                            table.getValue())));
        }
        return new ScaleModel(
                factor, vae, stride, ScaleCalibration.of(reference, cells, tables, placeFreedom(section)));
    }

    /** Models without the number are of a time when the distributions of places were normal ones. */
    private static float placeFreedom(Section section) throws ModelFormatException {
        if (!section.has(InspectionWriter.PLACE_FREEDOM)) {
            return Float.POSITIVE_INFINITY;
        }
        float freedom = (float) section.number(InspectionWriter.PLACE_FREEDOM);
        if (!(freedom > 0)) {
            throw section.wrong(InspectionWriter.PLACE_FREEDOM, "a number above 0");
        }
        return freedom;
    }

    private InspectionThreshold threshold(Section section) throws ModelFormatException {
        return ThresholdJson.read(
                section,
                threshold(section, "value", InspectionGraph.THRESHOLD_VALUE),
                threshold(section, "pixelValue", InspectionGraph.PIXEL_THRESHOLD_VALUE));
    }

    /** A threshold is in the graph as it is, and in the metadata unless it is infinite. */
    private float threshold(Section section, String member, String tensor) throws ModelFormatException {
        float inGraph = source.floats(tensor, List.of(1L))[0];
        boolean agree = section.has(member) ? (float) section.number(member) == inGraph : Float.isInfinite(inGraph);
        if (!agree) {
            throw section.wrong(member, inGraph + ", by which its graph goes");
        }
        return inGraph;
    }

    private void checkGraph(InspectionModel model) throws ModelFormatException {
        Limits.check(model);
        checkConstants(model);
        source.checkGraph(InspectionGraph.of(model));
    }

    /** The largest constants of a graph, by name and shape: a graph that lacks them is not even built. */
    private void checkConstants(InspectionModel model) throws ModelFormatException {
        long height = model.preparation().height();
        long width = model.preparation().width();
        long rows = height / model.cell();
        long columns = width / model.cell();
        checkFloats("", InspectionGraph.SMOOTHING + AxisSteps.DOWN, rows, rows);
        checkFloats("", InspectionGraph.SMOOTHING + AxisSteps.ACROSS, columns, columns);
        for (int s = 0; s < model.scales().size(); s++) {
            ScaleModel scale = model.scales().get(s);
            String prefix = InspectionGraph.prefix(s);
            long patchHeight = scale.vae().patch().height();
            long patchWidth = scale.vae().patch().width();
            long down = scale.windows((int) height, (int) patchHeight);
            long across = scale.windows((int) width, (int) patchWidth);
            checkFloats(prefix, CellSteps.CELLS + AxisSteps.DOWN, rows, down);
            checkFloats(prefix, CellSteps.CELLS + AxisSteps.ACROSS, across, columns);
            source.checkConstant(prefix + WindowSteps.ROWS, ElementType.INT64, List.of(down, patchHeight));
            source.checkConstant(prefix + WindowSteps.COLUMNS, ElementType.INT64, List.of(across, patchWidth));
        }
    }

    private void checkFloats(String prefix, String name, long rows, long columns) throws ModelFormatException {
        source.checkConstant(prefix + name, ElementType.FLOAT, List.of(rows, columns));
    }
}
