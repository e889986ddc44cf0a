package dev.kizu.benchmarks.torch;

import dev.kizu.benchmarks.comparison.NamedTensors;
import dev.kizu.benchmarks.comparison.Workload;
import dev.kizu.nn.BatchNormalization;
import dev.kizu.vae.VaeOptions;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The network in training, with libtorch's own autograd, batch normalisation and Adam: the article's loss, {@code sum(A + M) + mean(D)}. Not
 * thread-safe.
 */
// Scopes and modes work by being open.
@SuppressWarnings("try")
final class TorchTraining {
    private static final long[] ONE = {1, 1};
    private static final long[] TWO = {2, 2};
    private static final long[] NONE = {0, 0};

    private final VaeOptions options;
    private final boolean channelsLast;
    private final Map<String, Tensor> tensors = new HashMap<>();
    private final Adam adam;

    /** Begins with given weights. */
    TorchTraining(Workload workload, NamedTensors weights, boolean channelsLast) {
        this.options = workload.options();
        this.channelsLast = channelsLast;
        TensorVector trained = new TensorVector();
        for (String name : weights.names()) {
            Tensor tensor = TorchTensors.of(weights.get(name));
            if (name.equals("head.weight")) {
                tensor = tensor.permute(1, 0, 2, 3);
            }
            if (tensor.dim() == 4) {
                tensor = TorchTensors.laidOut(tensor, channelsLast);
            }
            if (!name.endsWith(".mean") && !name.endsWith(".variance")) {
                tensor.set_requires_grad(true);
                trained.push_back(tensor);
            }
            tensors.put(name, tensor);
        }
        AdamOptions adamOptions = new AdamOptions(options.learningRate());
        adamOptions.eps().put(options.adamEpsilon());
        adam = new Adam(trained, adamOptions);
    }

    /** Takes a step with given patches and latent noise. */
    void step(Tensor x, Tensor noise) {
        try (PointerScope scope = new PointerScope()) {
            take(x, noise);
        }
    }

    /** Takes a step and gives the sum of D + A + M before it, in nats. */
    double stepAndLoss(Tensor x, Tensor noise) {
        try (PointerScope scope = new PointerScope()) {
            TorchTerms terms = take(x, noise);
            return (double) terms.kl().sum().item_float()
                    + terms.logNormalizer().sum().item_float()
                    + terms.mahalanobis().sum().item_float();
        }
    }

    private TorchTerms take(Tensor x, Tensor noise) {
        adam.zero_grad();
        TorchTerms terms = terms(x, noise);
        terms.logNormalizer()
                .add(terms.mahalanobis())
                .sum()
                .add(terms.kl().mean())
                .backward();
        adam.step();
        return terms;
    }

    private TorchTerms terms(Tensor x, Tensor noise) {
        Tensor at = x;
        for (int stage = 0; stage < options.depth(); stage++) {
            String layer = "encoder." + stage;
            at = torch.conv2d(at, get(layer + ".weight"), new TensorOptional(), TWO, NONE, ONE, 1);
            at = normalized(at, layer).relu_();
        }
        Tensor heads = torch.linear(
                at.contiguous().flatten(1, -1), get("latent.weight"), new TensorOptional(get("latent.bias")));
        Tensor mean = heads.narrow(1, 0, options.latent());
        Tensor logVariance = heads.narrow(1, options.latent(), options.latent());
        Tensor z = mean.add(logVariance.mul(new Scalar(0.5)).exp().mul(noise));
        at = normalized(torch.linear(z, get("decoder.dense.weight")), "decoder.dense")
                .relu_()
                .view(-1, 1, options.patchHeight() >> options.depth(), options.patchWidth() >> options.depth());
        at = TorchTensors.laidOut(at, channelsLast);
        for (int stage = 0; stage < options.depth(); stage++) {
            String layer = "decoder." + stage;
            at = torch.conv_transpose2d(at, get(layer + ".weight"), new TensorOptional(), TWO, NONE, NONE, 1, ONE);
            at = normalized(at, layer).relu_();
        }
        Tensor logits = torch.conv_transpose2d(at, get("head.weight"), new TensorOptional(), ONE, ONE, NONE, 1, ONE)
                .narrow(2, 0, options.patchHeight())
                .narrow(3, 0, options.patchWidth());
        return TorchTerms.of(mean, logVariance, x, normalized(logits, "head"), options.varianceFloor());
    }

    private Tensor normalized(Tensor values, String layer) {
        return torch.batch_norm(
                values,
                new TensorOptional(get(layer + ".norm.gamma")),
                new TensorOptional(get(layer + ".norm.beta")),
                new TensorOptional(get(layer + ".norm.mean")),
                new TensorOptional(get(layer + ".norm.variance")),
                true,
                BatchNormalization.UPDATE,
                BatchNormalization.EPSILON,
                false);
    }

    private Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "no tensor is called '%s', there are %s".formatted(name, tensors.keySet()));
        }
        return tensor;
    }
}
