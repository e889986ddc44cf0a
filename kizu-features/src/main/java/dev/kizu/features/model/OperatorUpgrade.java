package dev.kizu.features.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Map;

/**
 * Brings a graph of the operators of version 11, in which Kizu writes autoencoders, to those of a newer version. Of what such graphs use, a few operators got as
 * an input what had been an attribute (<a href="https://github.com/onnx/onnx/blob/main/docs/Changelog.md">ONNX's changelog</a>); all else reads the same.
 */
final class OperatorUpgrade {
    /** The operators that changed: which attribute became their second input, and in which version. */
    private static final Map<String, Change> CHANGES = Map.of(
            "Split", new Change("split", 13),
            "ReduceSum", new Change("axes", 13),
            "ReduceMax", new Change("axes", 18),
            "ReduceMean", new Change("axes", 18));

    private OperatorUpgrade() {}

    private record Change(String attribute, int version) {}

    /** The graph in the operators of a version from 13 on. */
    static GraphProto to(int version, GraphProto graph) {
        GraphProto.Builder result = graph.toBuilder();
        GraphSteps steps = new GraphSteps(result);
        for (NodeProto.Builder node : result.getNodeBuilderList()) {
            Change change = CHANGES.get(node.getOpType());
            if (change != null && version >= change.version) {
                moveToInputs(node, change.attribute, steps);
            }
        }
        return result.build();
    }

    private static void moveToInputs(NodeProto.Builder node, String name, GraphSteps steps) {
        for (int i = 0; i < node.getAttributeCount(); i++) {
            AttributeProto attribute = node.getAttribute(i);
            if (attribute.getName().equals(name)) {
                long[] values = attribute.getIntsList().stream()
                        .mapToLong(Long::longValue)
                        .toArray();
                node.removeAttribute(i);
                node.addInput(steps.wholes(node.getName() + "." + name, values));
                return;
            }
        }
    }
}
