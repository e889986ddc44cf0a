package dev.kizu.onnx;

import java.util.List;

/**
 * One step of a graph.
 *
 * @param name the step's name, unique in its graph
 * @param operator a standard operator, such as {@code Conv}
 * @param inputs names of what goes in
 * @param outputs names of what comes out
 * @param attributes the operator's settings
 */
public record OnnxNode(
        String name, String operator, List<String> inputs, List<String> outputs, List<OnnxAttribute> attributes) {
    void write(ProtoWriter out) {
        inputs.forEach(input -> out.text(1, input));
        outputs.forEach(output -> out.text(2, output));
        out.text(3, name).text(4, operator);
        attributes.forEach(attribute -> out.message(5, attribute::write));
    }
}
