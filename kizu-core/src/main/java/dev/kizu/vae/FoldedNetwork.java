package dev.kizu.vae;

import dev.kizu.nn.BatchNormalization;
import dev.kizu.nn.LinearLayer;
import dev.kizu.nn.Parameter;
import dev.kizu.nn.kernel.LinearPlan;
import java.util.List;

/** The network for scoring: batch normalisation by running statistics is folded into weights and biases. Immutable and thread-safe. */
final class FoldedNetwork {
    /** Weights, placed like the network's parameters. */
    final float[] weights;
    /** For each block: a bias for each row of its plan. */
    final float[][] biases;

    FoldedNetwork(VaeNetwork network, float[] parameters, float[] running) {
        List<Block> blocks = network.blocks();
        weights = parameters.clone();
        biases = new float[blocks.size()][];
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            BatchNormalization norm = block.norm();
            biases[i] = norm == null ? ownBias(block.linear(), parameters) : fold(block.linear(), norm, parameters, running);
        }
    }

    private static float[] ownBias(LinearLayer layer, float[] parameters) {
        float[] result = new float[layer.plan().rows()];
        Parameter bias = layer.bias();
        if (bias != null) {
            System.arraycopy(parameters, bias.offset(), result, 0, result.length);
        }
        return result;
    }

    private float[] fold(LinearLayer layer, BatchNormalization norm, float[] parameters, float[] running) {
        LinearPlan plan = layer.plan();
        int rowsPerChannel = plan.rows() / layer.out().channels();
        float[] bias = new float[plan.rows()];
        for (int row = 0; row < plan.rows(); row++) {
            int channel = row / rowsPerChannel;
            double deviation = Math.sqrt((double) running[norm.variance().offset() + channel] + BatchNormalization.EPSILON);
            double factor = parameters[norm.gamma().offset() + channel] / deviation;
            bias[row] = (float) (parameters[norm.beta().offset() + channel] - factor * running[norm.mean().offset() + channel]);
            for (int tap : plan.tapWeight()) {
                int at = layer.weights().offset() + plan.rowWeight()[row] + tap;
                weights[at] = (float) (parameters[at] * factor);
            }
        }
        return bias;
    }
}
