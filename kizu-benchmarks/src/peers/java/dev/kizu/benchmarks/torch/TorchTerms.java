package dev.kizu.benchmarks.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * D, A and M of every window of a batch.
 *
 * @param kl [window]
 * @param logNormalizer [window]
 * @param mahalanobis [window]
 */
record TorchTerms(Tensor kl, Tensor logNormalizer, Tensor mahalanobis) {
    /**
     * The terms from what the network says.
     *
     * @param x pixels
     * @param logits channels of the mean, then as many of the variance
     * @param varianceFloor smallest variance
     */
    static TorchTerms of(Tensor mean, Tensor logVariance, Tensor x, Tensor logits, float varianceFloor) {
        Tensor pixels = logits.sigmoid();
        long channels = x.size(1);
        Tensor error = x.sub(pixels.narrow(1, 0, channels));
        Tensor variance = pixels.narrow(1, channels, channels);
        if (varianceFloor > 0) {
            variance = variance.mul(new Scalar(1 - varianceFloor)).add(new Scalar(varianceFloor));
        }
        double constant = 0.5 * x.numel() / x.size(0) * Math.log(2 * Math.PI);
        return new TorchTerms(
                halfSum(mean.square().add(logVariance.exp()).sub(logVariance).sub(new Scalar(1.0)), 1),
                halfSum(variance.log(), 1, 2, 3).add(new Scalar(constant)),
                halfSum(error.square().div(variance), 1, 2, 3));
    }

    private static Tensor halfSum(Tensor values, long... axes) {
        return values.sum(axes, false, new ScalarTypeOptional()).mul(new Scalar(0.5));
    }
}
