package dev.kizu.features.backbone;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Cuts a graph to what some of its values need. */
public final class GraphCut {
    private final GraphProto graph;
    private final List<ValueInfoProto> inputs;
    private final Map<String, NodeProto> sources = new HashMap<>();

    /**
     * A cut of a graph.
     *
     * @param inputs what the cut takes, whether it is needed or not: inputs of the graph, or values whose steps are then left out
     */
    public GraphCut(GraphProto graph, List<ValueInfoProto> inputs) {
        this.graph = graph;
        this.inputs = List.copyOf(inputs);
        graph.getNodeList().forEach(node -> node.getOutputList().forEach(value -> sources.putIfAbsent(value, node)));
    }

    /**
     * The part of the graph that gives some values.
     *
     * @param typed whether outputs whose type the file does not say are taken to be of float32, since the format asks for a type
     */
    public GraphProto to(List<String> values, boolean typed) {
        Set<String> needed = new HashSet<>();
        Set<String> given = new HashSet<>();
        inputs.forEach(input -> given.add(input.getName()));
        Set<NodeProto> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<String> open = new ArrayDeque<>(values);
        while (!open.isEmpty()) {
            String value = open.pop();
            if (needed.add(value)) {
                NodeProto source = given.contains(value) ? null : sources.get(value);
                if (source != null && nodes.add(source)) {
                    forEachInput(source, open::push);
                }
            }
        }
        GraphProto.Builder cut =
                GraphProto.newBuilder().setName(graph.getName()).setDocString(graph.getDocString());
        graph.getNodeList().stream().filter(nodes::contains).forEach(cut::addNode);
        graph.getInitializerList().stream()
                .filter(tensor -> needed.contains(tensor.getName()))
                .forEach(cut::addInitializer);
        graph.getSparseInitializerList().stream()
                .filter(tensor -> needed.contains(tensor.getValues().getName()))
                .forEach(cut::addSparseInitializer);
        graph.getQuantizationAnnotationList().stream()
                .filter(annotation -> needed.contains(annotation.getTensorName()))
                .forEach(cut::addQuantizationAnnotation);
        Map<String, ValueInfoProto> described = new HashMap<>();
        graph.getValueInfoList().forEach(value -> described.put(value.getName(), value));
        graph.getOutputList().forEach(value -> described.put(value.getName(), value));
        cut.addAllInput(inputs);
        Set<String> outputs = new HashSet<>(values);
        described.values().stream()
                .filter(value -> needed.contains(value.getName())
                        && !outputs.contains(value.getName())
                        && !given.contains(value.getName()))
                .sorted(Comparator.comparing(ValueInfoProto::getName))
                .forEach(cut::addValueInfo);
        for (String value : values) {
            ValueInfoProto known = described.get(value);
            cut.addOutput(known != null && known.hasType() ? known : undescribed(value, typed));
        }
        return cut.build();
    }

    private static ValueInfoProto undescribed(String name, boolean typed) {
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
        if (typed) {
            value.setType(TypeProto.newBuilder()
                    .setTensorType(TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE)));
        }
        return value.build();
    }

    /** Also what graphs within a node take from around it; names of their own values do no harm, since names are not used twice. */
    private static void forEachInput(NodeProto node, Consumer<String> action) {
        node.getInputList().stream().filter(name -> !name.isEmpty()).forEach(action);
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()) {
                forEachInput(attribute.getG(), action);
            }
            attribute.getGraphsList().forEach(graph -> forEachInput(graph, action));
        }
    }

    private static void forEachInput(GraphProto within, Consumer<String> action) {
        within.getNodeList().forEach(node -> forEachInput(node, action));
        within.getOutputList().forEach(value -> action.accept(value.getName()));
    }
}
