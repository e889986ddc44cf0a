package dev.kizu.vae;

import dev.kizu.image.Image;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.Layout;
import dev.kizu.nn.kernel.LinearPlan;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes sixteen tiles at a time, one in each lane. Holds scratch space, so each thread needs its own. */
final class TileScanner {
    private final VaeNetwork network;
    private final FoldedNetwork folded;
    private final Kernel kernel;
    private final TilePlan plan;
    private final float[] pixels;
    private final float[][] maps;
    private final float[] heads;
    private final float[] decoder;
    private final float[][] outputs;
    private final float[] terms = new float[2 * Lanes.COUNT];
    private final float[] kl = new float[Lanes.COUNT];
    private final float[] factors = new float[Lanes.COUNT];
    private final float @Nullable [] map;

    TileScanner(VaeNetwork network, FoldedNetwork folded, Kernel kernel, TilePlan plan, boolean withMap) {
        this.network = network;
        this.folded = folded;
        this.kernel = kernel;
        this.plan = plan;
        int windows = plan.rows * plan.columns;
        pixels = new float[plan.pixels.size()];
        maps = plan.maps.stream().map(layout -> new float[layout.size()]).toArray(float[][]::new);
        heads = new float[windows * plan.headsSize];
        decoder = new float[windows * plan.decoderSize];
        List<Block> blocks = network.blocks();
        outputs = new float[plan.perWindow.size()][];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = new float[blocks.get(network.latentBlock() + 2 + i).output().size()];
        }
        map = withMap ? new float[plan.pixels.rows() * plan.pixels.columns() * Lanes.COUNT] : null;
    }

    /**
     * Computes up to sixteen tiles, numbered through all images in order, and writes the terms of their windows.
     *
     * @param first number of the first tile
     */
    void scan(List<Image> images, int first, WindowTerms[] results) {
        int tiles = plan.tiles();
        int active = Math.min(Lanes.COUNT, images.size() * tiles - first);
        for (int lane = 0; lane < active; lane++) {
            load(images.get((first + lane) / tiles), (first + lane) % tiles, lane);
        }
        encode();
        float[] tileMap = map;
        if (tileMap != null) {
            Arrays.fill(tileMap, 0f);
        }
        for (int row = 0; row < plan.rows; row++) {
            for (int column = 0; column < plan.columns; column++) {
                if (tileMap != null) {
                    for (int lane = 0; lane < active; lane++) {
                        factors[lane] = plan.owns((first + lane) % tiles, row, column) ? 0.5f : 0f;
                    }
                }
                decode(row, column);
                for (int lane = 0; lane < active; lane++) {
                    int tile = (first + lane) % tiles;
                    WindowTerms result = results[(first + lane) / tiles];
                    int at = (plan.firstRow(tile) + row) * plan.grid.columns() + plan.firstColumn(tile) + column;
                    result.kl()[at] = kl[lane];
                    result.logNormalizer()[at] = terms[lane];
                    result.mahalanobis()[at] = terms[Lanes.COUNT + lane];
                }
            }
        }
    }

    private void load(Image image, int tile, int lane) {
        int stride = plan.grid.stride();
        Layout layout = plan.pixels;
        for (int channel = 0; channel < layout.channels(); channel++) {
            image.copyTo(
                    channel,
                    plan.firstRow(tile) * stride,
                    plan.firstColumn(tile) * stride,
                    layout.rows(),
                    layout.columns(),
                    pixels,
                    layout.at(channel, 0, 0) + lane,
                    Lanes.COUNT);
        }
    }

    private void encode() {
        float[] from = pixels;
        int depth = network.depth();
        for (int stage = 0; stage < depth; stage++) {
            linear(stage, plan.shared.get(stage), true, from, 0, maps[stage]);
            from = maps[stage];
        }
        linear(depth, plan.shared.get(depth), false, from, 0, heads);
        linear(depth + 1, plan.shared.get(depth + 1), true, heads, 0, decoder);
    }

    private void decode(int row, int column) {
        int window = row * plan.columns + column;
        kernel.klTerm(network.latent(), heads, window * plan.headsSize, kl, 0);
        float[] from = decoder;
        int fromAt = window * plan.decoderSize;
        int firstBlock = network.latentBlock() + 2;
        for (int i = 0; i < outputs.length; i++) {
            linear(firstBlock + i, plan.perWindow.get(i), i < outputs.length - 1, from, fromAt, outputs[i]);
            from = outputs[i];
            fromAt = 0;
        }
        int stride = plan.grid.stride();
        kernel.gaussianTerms(
                network.blocks().get(firstBlock + outputs.length - 1).output(),
                from,
                0,
                plan.pixels,
                pixels,
                plan.pixels.at(0, row * stride, column * stride),
                network.varianceFloor(),
                terms,
                0,
                map,
                plan.pixels.at(0, row * stride, column * stride),
                factors);
    }

    private void linear(int block, LinearPlan linear, boolean relu, float[] in, int inAt, float[] out) {
        kernel.linear(
                linear,
                folded.weights,
                network.blocks().get(block).linear().weights().offset(),
                folded.biases[block],
                0,
                relu,
                in,
                inAt,
                out,
                0);
    }

    /** Adds one lane's part of the pixel map to an image's. */
    void addMap(int lane, int tile, float[] imageMap, int imageWidth) {
        float[] tileMap = map;
        if (tileMap == null) {
            throw new IllegalStateException("this scanner keeps no pixel map");
        }
        int stride = plan.grid.stride();
        int top = plan.firstRow(tile) * stride;
        int left = plan.firstColumn(tile) * stride;
        Layout layout = plan.pixels;
        for (int y = 0; y < layout.rows(); y++) {
            for (int x = 0; x < layout.columns(); x++) {
                imageMap[(top + y) * imageWidth + left + x] += tileMap[layout.at(0, y, x) + lane];
            }
        }
    }
}
