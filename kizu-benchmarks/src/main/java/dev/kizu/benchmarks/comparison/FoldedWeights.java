package dev.kizu.benchmarks.comparison;

import dev.kizu.nn.BatchNormalization;
import dev.kizu.vae.Vae;

/**
 * A network's weights with batch normalisation folded into them, as peers score fastest: computed here from the named tensors, apart from
 * how Kizu folds.
 */
public final class FoldedWeights {
    private final NamedTensors tensors;

    /** Reads a network's tensors. */
    public FoldedWeights(Vae vae) {
        tensors = NamedTensors.of(vae);
    }

    /**
     * Weights whose output channels are scaled.
     *
     * @param layer name of the layer
     * @param outputAxis which dimension of the weights counts output channels
     */
    public Tensor weight(String layer, int outputAxis) {
        Tensor weight = tensors.get(layer + ".weight");
        if (!tensors.has(layer + ".norm.gamma")) {
            return weight;
        }
        float[] values = weight.values().clone();
        int inner = 1;
        for (int d = outputAxis + 1; d < weight.shape().length; d++) {
            inner *= (int) weight.shape()[d];
        }
        int outputs = (int) weight.shape()[outputAxis];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * factor(layer, i / inner % outputs));
        }
        return new Tensor(weight.shape(), values);
    }

    /** What is added to each output channel. */
    public Tensor bias(String layer) {
        if (!tensors.has(layer + ".norm.gamma")) {
            return tensors.get(layer + ".bias");
        }
        Tensor beta = tensors.get(layer + ".norm.beta");
        float[] mean = tensors.get(layer + ".norm.mean").values();
        float[] values = new float[mean.length];
        for (int channel = 0; channel < values.length; channel++) {
            values[channel] = (float) (beta.values()[channel] - factor(layer, channel) * mean[channel]);
        }
        return new Tensor(beta.shape(), values);
    }

    private double factor(String layer, int channel) {
        double variance = tensors.get(layer + ".norm.variance").values()[channel];
        return tensors.get(layer + ".norm.gamma").values()[channel] / Math.sqrt(variance + BatchNormalization.EPSILON);
    }
}
