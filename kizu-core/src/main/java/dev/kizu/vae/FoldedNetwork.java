package dev.kizu.vae;

import dev.kizu.nn.BatchNormalization;
import dev.kizu.nn.LinearLayer;
import dev.kizu.nn.LinearMap;
import dev.kizu.nn.Parameter;
import dev.kizu.nn.kernel.LinearPlan;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The network for scoring: batch normalisation by running statistics is folded into weights and biases. Immutable and thread-safe. */
final class FoldedNetwork {
    /** For each block: its weights, packed for the way forward. */
    final float[][] weights;
    /** For each block: a bias for each row of its plan. */
    final float[][] biases;
    /** The first stages of the decoder at once; null where {@link PlaceLines} does not suit. */
    final @Nullable PlaceLines places;

    FoldedNetwork(VaeNetwork network, float[] parameters, float[] running) {
        List<Block> blocks = network.blocks();
        weights = new float[blocks.size()][];
        biases = new float[blocks.size()][];
        float[][] plain = new float[blocks.size()][];
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            BatchNormalization norm = block.norm();
            Parameter own = block.linear().weights();
            LinearMap map = block.linear().forward();
            weights[i] = new float[map.packedSize()];
            if (norm == null) {
                biases[i] = ownBias(block.linear(), parameters);
                map.pack(parameters, own.offset(), weights[i], 0);
            } else {
                plain[i] = Arrays.copyOfRange(parameters, own.offset(), own.offset() + own.size());
                biases[i] = fold(block.linear(), norm, parameters, running, plain[i]);
                map.pack(plain[i], 0, weights[i], 0);
            }
        }
        int first = network.latentBlock() + 2;
        places = PlaceLines.suit(network)
                ? new PlaceLines(plain[first], biases[first], plain[first + 1], biases[first + 1])
                : null;
    }

    private static float[] ownBias(LinearLayer layer, float[] parameters) {
        float[] result = new float[layer.plan().rows()];
        Parameter bias = layer.bias();
        if (bias != null) {
            System.arraycopy(parameters, bias.offset(), result, 0, result.length);
        }
        return result;
    }

    private static float[] fold(
            LinearLayer layer, BatchNormalization norm, float[] parameters, float[] running, float[] folded) {
        LinearPlan plan = layer.plan();
        int rowsPerChannel = plan.rows() / layer.out().channels();
        float[] bias = new float[plan.rows()];
        for (int row = 0; row < plan.rows(); row++) {
            int channel = row / rowsPerChannel;
            double deviation =
                    Math.sqrt((double) running[norm.variance().offset() + channel] + BatchNormalization.EPSILON);
            double factor = parameters[norm.gamma().offset() + channel] / deviation;
            bias[row] = (float) (parameters[norm.beta().offset() + channel]
                    - factor * running[norm.mean().offset() + channel]);
            for (int tap : plan.tapWeight()) {
                int at = plan.rowWeight()[row] + tap;
                folded[at] = (float) (parameters[layer.weights().offset() + at] * factor);
            }
        }
        return bias;
    }
}
