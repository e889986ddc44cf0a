package dev.kizu.features.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kizu.features.backbone.GraphCut;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.ModelFile;
import dev.kizu.patch.MapAxis;
import java.util.List;

/** Autoencoders within a larger graph: theirs, as their own file would hold it, in the operators of the whole, and their map on the grid of the features. */
final class AutoencoderSteps {
    /** What names of the autoencoders' values and constants begin with. */
    static final String PREFIX = "vae.";

    /** Their map, [rows, columns] of their own grid. */
    static final String MAP = PREFIX + FeatureGraph.ANOMALY_MAP;

    /** Their score of the kind that decides, [1]. */
    static final String SCORE = PREFIX + FeatureGraph.SCORE;

    /** In their own file their scores of every kind, [kinds]; in the whole behind the prefix. */
    private static final String IMAGE_SCORES = "image_scores";

    private AutoencoderSteps() {}

    /**
     * Adds them behind the image.
     *
     * @param version of the standard operators
     * @return the description of their scores of every kind, an output of the whole, so that all that they compute is used
     */
    static ValueInfoProto add(GraphProto.Builder whole, GraphSteps steps, InspectionModel model, int version) {
        GraphProto own = file(model).getGraph();
        List<String> results = List.of(FeatureGraph.ANOMALY_MAP, FeatureGraph.SCORE, IMAGE_SCORES);
        GraphProto cut = new GraphCut(own, own.getInputList()).to(results, true);
        GraphProto part = GraphSteps.renamed(OperatorUpgrade.to(version, cut), PREFIX);
        steps.step("Identity", PREFIX + FeatureGraph.IMAGE, List.of(FeatureGraph.IMAGE));
        whole.addAllNode(part.getNodeList()).addAllInitializer(part.getInitializerList());
        return part.getOutput(results.size() - 1);
    }

    /** Their file as it would be alone. */
    static ModelProto file(InspectionModel model) {
        try {
            return ModelProto.parseFrom(ModelFile.inspectionToBytes(model));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("Kizu wrote a file that is no ONNX file", e);
        }
    }

    /**
     * Adds the step from their map to that of the features' cells.
     *
     * @return [1, positions]
     */
    static String cells(GraphSteps steps, AutoencoderGrid grid) {
        MapAxis down = grid.down();
        MapAxis across = grid.across();
        String wide = steps.step(
                "MatMul",
                PREFIX + "cells.rows",
                List.of(steps.floats(PREFIX + "cells.down", down.matrix(grid.rows()), down.size(), grid.rows()), MAP));
        String cells = steps.step(
                "MatMul",
                PREFIX + "cells.grid",
                List.of(
                        wide,
                        steps.floats(
                                PREFIX + "cells.across",
                                FeatureGraph.transposed(across.matrix(grid.columns()), across.size(), grid.columns()),
                                grid.columns(),
                                across.size())));
        return steps.step(
                "Reshape",
                PREFIX + "cells",
                List.of(cells, steps.wholes(PREFIX + "cells.shape", 1, (long) down.size() * across.size())));
    }

    /** What a run may be given instead of having their steps computed. */
    static List<ValueInfoProto> given() {
        return List.of(
                GraphSteps.untold(MAP, TensorProto.DataType.FLOAT),
                GraphSteps.untold(SCORE, TensorProto.DataType.FLOAT));
    }
}
