package dev.kizu.vae;

import dev.kizu.nn.LinearLayer;
import dev.kizu.random.CounterRandom;
import java.util.Arrays;
import java.util.List;

/** First values of a network: weights uniform as Glorot and Bengio (2010) say, biases 0, factors 1, running variances 1. */
final class Initializer {
    private Initializer() {}

    static float[] parameters(VaeNetwork network, long seed) {
        float[] values = new float[network.parameters().size()];
        CounterRandom random = new CounterRandom(seed, "weights");
        List<Block> blocks = network.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            LinearLayer layer = blocks.get(i).linear();
            // Two heads share a layer here, but each is initialised as the layer of its own that it stands for.
            boolean twoHeads = i == network.latentBlock() || i == blocks.size() - 1;
            double fanOut = twoHeads ? layer.fanOut() / 2.0 : layer.fanOut();
            double limit = Math.sqrt(6 / (layer.fanIn() + fanOut));
            int offset = layer.weights().offset();
            for (int w = 0; w < layer.weights().size(); w++) {
                values[offset + w] = (float) ((2 * random.unit(i, w) - 1) * limit);
            }
            var norm = blocks.get(i).norm();
            if (norm != null) {
                Arrays.fill(values, norm.gamma().offset(), norm.gamma().offset() + norm.gamma().size(), 1f);
            }
        }
        return values;
    }

    static float[] running(VaeNetwork network) {
        float[] values = new float[network.statistics().size()];
        for (Block block : network.blocks()) {
            var norm = block.norm();
            if (norm != null) {
                Arrays.fill(values, norm.variance().offset(), norm.variance().offset() + norm.variance().size(), 1f);
            }
        }
        return values;
    }
}
