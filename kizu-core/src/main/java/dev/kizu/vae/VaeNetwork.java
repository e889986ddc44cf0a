package dev.kizu.vae;

import dev.kizu.nn.BatchNormalization;
import dev.kizu.nn.LinearLayer;
import dev.kizu.nn.ParameterLayout;
import dev.kizu.nn.kernel.Layout;
import dev.kizu.patch.PatchSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The structure of the network, without its numbers. Immutable once built, and thread-safe.
 *
 * <p>Encoder: {@code depth} times convolution (kernel and stride 2, twice the filters each time), batch normalisation, ReLU; then a dense layer
 * that gives mean and log-variance of the latent vector. Decoder: dense layer to one value for each place of the smallest grid, batch
 * normalisation, ReLU; {@code depth} times transposed convolution (kernel and stride 2), batch normalisation, ReLU; then a transposed
 * convolution (kernel 4, stride 1, "same"), batch normalisation and sigmoid for mean and variance of every pixel.
 *
 * <p>A bias in front of batch normalisation would change nothing, so there is none.
 */
final class VaeNetwork {
    static final int HEAD_KERNEL = 4;

    private final VaeStructure structure;
    private final ParameterLayout parameters = new ParameterLayout();
    private final ParameterLayout statistics = new ParameterLayout();
    private final List<Block> blocks = new ArrayList<>();

    VaeNetwork(PatchSpec patch, int depth, int baseFilters, int latent, float varianceFloor) {
        this(new VaeStructure(patch, depth, baseFilters, latent, varianceFloor));
    }

    VaeNetwork(VaeStructure structure) {
        this.structure = structure;
        PatchSpec patch = structure.patch();
        int depth = structure.depth();
        int baseFilters = structure.baseFilters();
        int latent = structure.latent();
        Layout at = Layout.contiguous(patch.channels(), patch.height(), patch.width());
        for (int stage = 0; stage < depth; stage++) {
            at = add(
                    LinearLayer.convolution(parameters, "encoder." + stage, at, baseFilters << stage, 2),
                    "encoder." + stage,
                    false);
        }
        LinearLayer heads = LinearLayer.dense(parameters, "latent", at, 2 * latent, true);
        blocks.add(new Block(heads, null, Layout.of(latent, 1, 1)));
        int rows = structure.gridRows();
        int columns = structure.gridColumns();
        add(
                LinearLayer.dense(parameters, "decoder.dense", Layout.of(latent, 1, 1), rows * columns, false),
                "decoder.dense",
                false);
        at = Layout.of(1, rows, columns);
        for (int stage = 0; stage < depth; stage++) {
            int filters = baseFilters << (depth - 1 - stage);
            at = add(
                    LinearLayer.transposedConvolution(parameters, "decoder." + stage, at, filters, 2),
                    "decoder." + stage,
                    stage == depth - 1);
        }
        LinearLayer pixels =
                LinearLayer.sameTransposedConvolution(parameters, "head", at, 2 * patch.channels(), HEAD_KERNEL);
        blocks.add(new Block(
                pixels,
                new BatchNormalization(parameters, statistics, "head.norm", pixels.out(), false),
                pixels.out()));
    }

    private Layout add(LinearLayer layer, String name, boolean beforeHead) {
        Layout output = beforeHead ? LinearLayer.samePadding(layer.out(), HEAD_KERNEL) : layer.out();
        blocks.add(new Block(
                layer, new BatchNormalization(parameters, statistics, name + ".norm", layer.out(), true), output));
        return output;
    }

    VaeStructure structure() {
        return structure;
    }

    PatchSpec patch() {
        return structure.patch();
    }

    int depth() {
        return structure.depth();
    }

    int latent() {
        return structure.latent();
    }

    float varianceFloor() {
        return structure.varianceFloor();
    }

    /** What Adam changes. */
    ParameterLayout parameters() {
        return parameters;
    }

    /** Running means and variances. */
    ParameterLayout statistics() {
        return statistics;
    }

    List<Block> blocks() {
        return blocks;
    }

    /** Index of the block that gives the latent vector's mean and log-variance; the next one takes the latent vector. */
    int latentBlock() {
        return structure.depth();
    }
}
