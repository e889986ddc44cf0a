package dev.kizu.onnx;

import java.util.Map;

/**
 * A whole ONNX file, to be written.
 *
 * @param irVersion version of the file format
 * @param opset version of the standard operators
 * @param producer the program that made it
 * @param producerVersion its version
 * @param doc what the model is, for people
 * @param graph the computation
 * @param metadata names and values, in the order in which they are written
 */
public record OnnxModel(
        int irVersion,
        int opset,
        String producer,
        String producerVersion,
        String doc,
        OnnxGraph graph,
        Map<String, String> metadata) {
    /** The file: the same bytes for the same content. Fields are in the order of their numbers, as the official library writes them. */
    public byte[] toByteArray() {
        ProtoWriter out = new ProtoWriter();
        out.number(1, irVersion)
                .text(2, producer)
                .text(3, producerVersion)
                .text(6, doc)
                .message(OnnxGraph.FIELD, graph::write)
                .message(8, operators -> operators.number(2, opset));
        metadata.forEach(
                (key, value) -> out.message(14, entry -> entry.text(1, key).text(2, value)));
        return out.toByteArray();
    }
}
