package dev.kizu.onnx;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

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
    /** The number of a model's field that is its graph. */
    public static final int FIELD = 7;

    /**
     * Whether bytes are exactly those of this graph, as {@link OnnxModel} writes it. Takes memory for one step at a time; the constants'
     * elements are compared where they lie.
     *
     * @param from index of the first byte of the graph's content
     * @param to index after the last one
     */
    public boolean isWrittenAs(byte[] bytes, int from, int to) {
        Comparison comparison = new Comparison(bytes, from, to);
        nodes.forEach(node -> comparison.next(out -> out.message(1, node::write)));
        comparison.next(out -> out.text(2, name));
        initializers.forEach(tensor -> {
            comparison.next(out -> tensor.writeStart(5, out));
            comparison.next(tensor.raw());
        });
        inputs.forEach(value -> comparison.next(out -> out.message(11, value::write)));
        outputs.forEach(value -> comparison.next(out -> out.message(12, value::write)));
        return comparison.holds();
    }

    private static final class Comparison {
        private final byte[] bytes;
        private final int to;
        private int at;
        private boolean same = true;

        Comparison(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.at = from;
            this.to = to;
        }

        void next(Consumer<ProtoWriter> write) {
            if (same) {
                ProtoWriter out = new ProtoWriter();
                write.accept(out);
                next(ByteBuffer.wrap(out.toByteArray()));
            }
        }

        void next(ByteBuffer expected) {
            int length = expected.capacity();
            same = same && length <= to - at && expected.duplicate().clear().equals(ByteBuffer.wrap(bytes, at, length));
            at += same ? length : 0;
        }

        boolean holds() {
            return same && at == to;
        }
    }

    void write(ProtoWriter out) {
        nodes.forEach(node -> out.message(1, node::write));
        out.text(2, name);
        initializers.forEach(tensor -> out.message(5, tensor::write));
        inputs.forEach(value -> out.message(11, value::write));
        outputs.forEach(value -> out.message(12, value::write));
    }
}
