package dev.kizu.onnx;

import java.util.List;

/**
 * An input or output of a graph.
 *
 * @param name the name
 * @param type its elements
 * @param shape its dimensions, outermost first
 * @param doc what it is, for people
 */
public record OnnxValue(String name, ElementType type, List<OnnxDimension> shape, String doc) {
    void write(ProtoWriter out) {
        out.text(1, name)
                .message(
                        2,
                        valueType -> valueType.message(
                                1, tensor -> tensor.number(1, type.code()).message(2, this::writeShape)))
                .text(3, doc);
    }

    private void writeShape(ProtoWriter out) {
        shape.forEach(dimension -> out.message(1, dimension::write));
    }
}
