package dev.kizu.features.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.ModelFile;
import dev.kizu.model.ModelFormatException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Autoencoders as a part of a file: their numbers stand in its graph, and what else they are in metadata entries of their own. */
final class AutoencoderPart {
    private static final String OWN = "kizu.";
    private static final String ENTRIES = "kizu.autoencoders.";
    /** What the whole file has for all of it. */
    private static final Set<String> OF_THE_WHOLE = Set.of("kizu.sha256", "kizu.circumstances");

    private AutoencoderPart() {}

    /** Autoencoders as a part keeps them: without held-out scores, threshold and circumstances, which are those of the whole. */
    static InspectionModel kept(InspectionModel model) {
        return model.withHeldOut(new HeldOutScores(Map.of(), Map.of()))
                .withThreshold(new InspectionThreshold(
                        Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, ThresholdMethod.FIXED, 0.01, 1, 1))
                .withProvenance(model.provenance().withCircumstances(null));
    }

    /** The metadata entries of the part. */
    static Map<String, String> metadata(InspectionModel model) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (StringStringEntryProto entry : AutoencoderSteps.file(model).getMetadataPropsList()) {
            if (!OF_THE_WHOLE.contains(entry.getKey())) {
                entries.put(ENTRIES + entry.getKey().substring(OWN.length()), entry.getValue());
            }
        }
        return entries;
    }

    /**
     * Reads the part of a file.
     *
     * @param metadata of the whole file
     * @param graph the whole graph
     */
    static InspectionModel read(Map<String, String> metadata, GraphProto graph) throws ModelFormatException {
        ModelProto.Builder part = ModelProto.newBuilder().setIrVersion(1);
        metadata.forEach((key, value) -> {
            if (key.startsWith(ENTRIES)) {
                part.addMetadataProps(FeatureModelFile.entry(OWN + key.substring(ENTRIES.length()), value));
            }
        });
        GraphProto.Builder numbers = part.getGraphBuilder();
        graph.getInitializerList().stream()
                .filter(tensor -> tensor.getName().startsWith(AutoencoderSteps.PREFIX))
                .forEach(tensor -> numbers.addInitializer(
                        tensor.toBuilder().setName(tensor.getName().substring(AutoencoderSteps.PREFIX.length()))));
        // The part has no verdict of its own, so the graph holds no thresholds.
        GraphSteps steps = new GraphSteps(numbers);
        steps.floats("threshold.value", new float[] {Float.POSITIVE_INFINITY}, 1);
        steps.floats("pixel_threshold.value", new float[] {Float.POSITIVE_INFINITY}, 1);
        try {
            return ModelFile.inspectionPart(part.build().toByteArray());
        } catch (ModelFormatException e) {
            throw new ModelFormatException("its autoencoders cannot be loaded: " + e.getMessage(), e);
        }
    }
}
