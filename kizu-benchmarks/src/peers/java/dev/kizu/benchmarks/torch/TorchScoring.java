package dev.kizu.benchmarks.torch;

import dev.kizu.benchmarks.comparison.FoldedWeights;
import dev.kizu.benchmarks.comparison.Workload;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The network for scoring windows, with z at its mean and batch normalisation folded. Thread-safe. */
final class TorchScoring {
    private static final long[] ONE = {1, 1};
    private static final long[] TWO = {2, 2};
    private static final long[] NONE = {0, 0};

    private final Workload workload;
    private final boolean channelsLast;
    private final List<Layer> encoder = new ArrayList<>();
    private final Layer latent;
    private final Layer dense;
    private final List<Layer> decoder = new ArrayList<>();
    private final Layer head;

    private record Layer(Tensor weight, TensorOptional bias) {}

    TorchScoring(Workload workload, FoldedWeights weights, boolean channelsLast) {
        this.workload = workload;
        this.channelsLast = channelsLast;
        for (int stage = 0; stage < workload.options().depth(); stage++) {
            encoder.add(images(weights, "encoder." + stage, 0));
            decoder.add(images(weights, "decoder." + stage, 1));
        }
        latent = layer(weights, "latent", TorchTensors.of(weights.weight("latent", 0)));
        dense = layer(weights, "decoder.dense", TorchTensors.of(weights.weight("decoder.dense", 0)));
        Tensor turned = TorchTensors.of(weights.weight("head", 0)).permute(1, 0, 2, 3);
        head = layer(weights, "head", TorchTensors.laidOut(turned, channelsLast));
    }

    private Layer images(FoldedWeights weights, String name, int outputAxis) {
        Tensor weight = TorchTensors.of(weights.weight(name, outputAxis));
        return layer(weights, name, TorchTensors.laidOut(weight, channelsLast));
    }

    private static Layer layer(FoldedWeights weights, String name, Tensor weight) {
        return new Layer(weight, new TensorOptional(TorchTensors.of(weights.bias(name))));
    }

    /** The terms of windows, [window][channel][row][column]. */
    TorchTerms terms(Tensor windows) {
        Tensor at = windows;
        for (Layer layer : encoder) {
            at = torch.conv2d(at, layer.weight(), layer.bias(), TWO, NONE, ONE, 1)
                    .relu_();
        }
        Tensor heads = torch.linear(at.contiguous().flatten(1, -1), latent.weight(), latent.bias());
        int size = workload.options().latent();
        Tensor mean = heads.narrow(1, 0, size);
        int depth = workload.options().depth();
        at = torch.linear(mean, dense.weight(), dense.bias())
                .relu_()
                .view(
                        -1,
                        1,
                        workload.patch().height() >> depth,
                        workload.patch().width() >> depth);
        at = TorchTensors.laidOut(at, channelsLast);
        for (Layer layer : decoder) {
            at = torch.conv_transpose2d(at, layer.weight(), layer.bias(), TWO, NONE, NONE, 1, ONE)
                    .relu_();
        }
        Tensor logits = torch.conv_transpose2d(at, head.weight(), head.bias(), ONE, ONE, NONE, 1, ONE)
                .narrow(2, 0, workload.patch().height())
                .narrow(3, 0, workload.patch().width());
        return TorchTerms.of(
                mean,
                heads.narrow(1, size, size),
                windows,
                logits,
                workload.options().varianceFloor());
    }
}
