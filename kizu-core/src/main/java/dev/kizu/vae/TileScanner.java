package dev.kizu.vae;

import dev.kizu.image.Image;
import dev.kizu.nn.LinearMap;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.LaneMemory;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.Layout;
import dev.kizu.nn.kernel.PiecewiseLinear;
import java.util.Arrays;
import java.util.List;

/** Computes sixteen tiles at a time, one in each lane. Holds scratch space, so each thread needs its own. */
final class TileScanner {
    private final VaeNetwork network;
    private final FoldedNetwork folded;
    private final Kernel kernel;
    private final TilePlan plan;
    /** Holds the tiles' pixels, activations and map; the indices that follow say where. */
    private final float[] memory;

    private final int pixels;
    private final int[] maps;
    private final int heads;
    private final int decoder;
    /** What {@link PlaceLines} makes of a window. */
    private final int places;

    private final int scratch;
    private final int[] outputs;
    private final int map;
    private final int mapSize;
    private final float[] terms = new float[2 * Lanes.COUNT];
    private final float[] kl = new float[Lanes.COUNT];
    private final float[] factors = new float[Lanes.COUNT];

    TileScanner(VaeNetwork network, FoldedNetwork folded, Kernel kernel, TilePlan plan, boolean withMap) {
        this.network = network;
        this.folded = folded;
        this.kernel = kernel;
        this.plan = plan;
        int windows = plan.rows * plan.columns;
        LaneMemory layout = new LaneMemory();
        pixels = layout.reserve(plan.pixels.size());
        maps = plan.maps.stream()
                .mapToInt(places -> layout.reserve(places.size()))
                .toArray();
        heads = layout.reserve(windows * plan.headsSize);
        decoder = layout.reserve(windows * plan.decoderSize);
        List<Block> blocks = network.blocks();
        places = layout.reserve(plan.placesSize);
        scratch = layout.reserve(PiecewiseLinear.SCRATCH);
        outputs = new int[plan.perWindow.size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] =
                    layout.reserve(blocks.get(plan.firstPerWindow + i).output().size());
        }
        mapSize = withMap ? plan.pixels.positions() * Lanes.COUNT : 0;
        map = layout.reserve(mapSize);
        memory = layout.allocate();
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
        Arrays.fill(memory, map, map + mapSize, 0f);
        for (int row = 0; row < plan.rows; row++) {
            for (int column = 0; column < plan.columns; column++) {
                if (mapSize > 0) {
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
                    memory,
                    pixels + layout.at(channel, 0, 0) + lane,
                    Lanes.COUNT);
        }
    }

    private void encode() {
        int from = pixels;
        int depth = network.depth();
        for (int stage = 0; stage < depth; stage++) {
            linear(stage, plan.shared.get(stage), true, from, maps[stage]);
            from = maps[stage];
        }
        linear(depth, plan.shared.get(depth), false, from, heads);
        linear(depth + 1, plan.shared.get(depth + 1), true, heads, decoder);
    }

    private void decode(int row, int column) {
        int window = row * plan.columns + column;
        kernel.klTerm(network.latent(), memory, heads + window * plan.headsSize, kl, 0);
        int from = expand(decoder + window * plan.decoderSize);
        int firstBlock = plan.firstPerWindow;
        for (int i = 0; i < outputs.length; i++) {
            linear(firstBlock + i, plan.perWindow.get(i), i < outputs.length - 1, from, outputs[i]);
            from = outputs[i];
        }
        int stride = plan.grid.stride();
        int windowAt = plan.pixels.at(0, row * stride, column * stride);
        Layout head = network.blocks().get(firstBlock + outputs.length - 1).output();
        int firstPixel = pixels + windowAt;
        float floor = network.varianceFloor();
        if (mapSize == 0) {
            kernel.gaussianTerms(head, memory, from, plan.pixels, memory, firstPixel, floor, terms, 0);
        } else {
            kernel.gaussianTermsAndSquares(head, memory, from, plan.pixels, memory, firstPixel, floor, terms, 0);
            kernel.addToMap(head, memory, from, factors, plan.pixels, memory, map + windowAt);
        }
    }

    /** Does the decoder's first stages at once, where that suits; gives where the next one finds its input. */
    private int expand(int from) {
        PlaceLines lines = folded.places;
        if (lines == null) {
            return from;
        }
        // Part by part, so that a part's tables stay in the first-level cache from place to place.
        int parts = lines.parts.size();
        for (int part = 0; part < parts; part++) {
            for (int place = 0; place < plan.placeStarts.length / parts; place++) {
                kernel.lines(
                        lines.parts.get(part),
                        true,
                        memory,
                        from + place * Lanes.COUNT,
                        plan.placeOffsets,
                        memory,
                        places + plan.placeStarts[place * parts + part],
                        memory,
                        scratch);
            }
        }
        return places;
    }

    private void linear(int block, LinearMap map, boolean relu, int from, int to) {
        map.apply(kernel, folded.weights[block], 0, folded.biases[block], 0, relu, memory, from, memory, to);
    }

    /** Adds one lane's part of the pixel map to an image's. */
    void addMap(int lane, int tile, float[] imageMap, int imageWidth) {
        if (mapSize == 0) {
            throw new IllegalStateException("this scanner keeps no pixel map");
        }
        int stride = plan.grid.stride();
        int top = plan.firstRow(tile) * stride;
        int left = plan.firstColumn(tile) * stride;
        Layout layout = plan.pixels;
        for (int y = 0; y < layout.rows(); y++) {
            for (int x = 0; x < layout.columns(); x++) {
                imageMap[(top + y) * imageWidth + left + x] += memory[map + layout.at(0, y, x) + lane];
            }
        }
    }
}
