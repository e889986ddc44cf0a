package dev.kizu.onnx;

import java.util.List;

/**
 * Steps in an order in which they can be taken, the constants that they need, and what goes in and comes out.
 *
 * @param name the graph's name
 * @param nodes the steps
 * @param initializers the constants
 * @param inputs what goes in
 * @param outputs what comes out
 */
public record OnnxGraph(
        String name,
        List<OnnxNode> nodes,
        List<OnnxTensor> initializers,
        List<OnnxValue> inputs,
        List<OnnxValue> outputs) {
    void write(ProtoWriter out) {
        nodes.forEach(node -> out.message(1, node::write));
        out.text(2, name);
        initializers.forEach(tensor -> out.message(5, tensor::write));
        inputs.forEach(value -> out.message(11, value::write));
        outputs.forEach(value -> out.message(12, value::write));
    }
}
