package dev.kizu.vae;

import dev.kizu.nn.LinearLayer;
import dev.kizu.nn.LinearMap;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.Layout;
import dev.kizu.nn.kernel.LinearPlan;
import dev.kizu.patch.WindowGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the windows of a tile are computed together: a tile is a rectangle of neighbouring windows, and sixteen tiles of one shape are the
 * sixteen lanes. Windows overlap, and so do the places where the encoder's convolutions are needed: each place is computed once a
 * tile, whatever the stride. Immutable and thread-safe.
 *
 * <p>After stage l the map holds a place for every multiple of {@code gcd(stride, 2^l)} pixels, so that neighbours which belong to one window
 * always lie the same distance apart; only the places that some window needs are computed.
 */
final class TilePlan {
    private static final int LARGEST_SIDE = 12;
    private static final int WORKING_SET = 1 << 18;
    /** How far the search for a better cut goes. */
    private static final int EXTRA_TILES = 6;
    /** What a window beyond a tile's side would cost, in windows: the encoder's places there are computed twice. */
    private static final double BORDER_COST = 0.2;

    /** Rows and columns of windows in the image. */
    final WindowGrid grid;
    /** Windows of a tile, down and across. */
    final int rows;

    final int columns;
    /** Tiles of an image, down and across. The last ones may overlap their neighbours. */
    final int tileRows;

    final int tileColumns;
    /** Pixels of a tile. */
    final Layout pixels;
    /** Where each encoder stage writes. */
    final List<Layout> maps = new ArrayList<>();
    /** The encoder's stages, the latent heads over all windows, the decoder's dense layer over all windows. */
    final List<LinearMap> shared = new ArrayList<>();
    /** The decoder's stages and the pixel heads, for one window; without the stages that {@link PlaceLines} does at once. */
    final List<LinearMap> perWindow = new ArrayList<>();
    /** Number of the first block of these. */
    final int firstPerWindow;
    /** Floats that {@link PlaceLines} makes of a window; 0 where it does not suit, and then nothing else about it either. */
    final int placesSize;
    /** Where the parts of a window's places begin among them. */
    final int[] placeStarts;
    /** And where a part's outputs go, seen from there. */
    final int[] placeOffsets;

    final int headsSize;
    final int decoderSize;

    /**
     * Plans the tiles.
     *
     * @param images how many images will be scanned one after the other: a few do not fill all lanes with tiles of any size. 0 for the same
     *     tiles however many there are, as maps need them: what overlapping tiles add to a pixel is added in the order of the tiles
     */
    TilePlan(VaeNetwork network, WindowGrid grid, int images) {
        this.grid = grid;
        int[] tiles = tiles(grid, largestSide(network, grid.stride()), Math.min(images, Lanes.COUNT));
        tileRows = tiles[0];
        tileColumns = tiles[1];
        rows = side(grid.rows(), tileRows);
        columns = side(grid.columns(), tileColumns);
        int stride = grid.stride();
        pixels = Layout.of(
                network.patch().channels(),
                extent(rows, stride, network.patch().height()),
                extent(columns, stride, network.patch().width()));
        headsSize = 2 * network.latent() * Lanes.COUNT;
        decoderSize =
                network.blocks().get(network.latentBlock() + 1).linear().out().size();
        addEncoder(network, stride);
        addLatent(network, stride);
        boolean atOnce = PlaceLines.suit(network);
        firstPerWindow = network.latentBlock() + 2 + (atOnce ? PlaceLines.STAGES : 0);
        Layout places = network.blocks().get(firstPerWindow - 1).output();
        placesSize = atOnce ? places.size() : 0;
        placeStarts = atOnce ? PlaceLines.starts(places) : new int[0];
        placeOffsets = atOnce ? PlaceLines.offsets(places) : new int[0];
        for (int i = firstPerWindow; i < network.blocks().size(); i++) {
            perWindow.add(network.blocks()
                    .get(i)
                    .linear()
                    .forward(network.blocks().get(i).output()));
        }
    }

    private static int side(int windows, int tiles) {
        return (windows + tiles - 1) / tiles;
    }

    /** How many tiles down and across cost least: lanes may stay empty, last tiles overlap, and many small tiles share little. */
    private static int[] tiles(WindowGrid grid, int largestSide, int images) {
        int leastDown = side(grid.rows(), largestSide);
        int leastAcross = side(grid.columns(), largestSide);
        int[] best = {leastDown, leastAcross};
        if (images == 0) {
            return best;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int down = leastDown; down <= Math.min(grid.rows(), leastDown + EXTRA_TILES); down++) {
            for (int across = leastAcross; across <= Math.min(grid.columns(), leastAcross + EXTRA_TILES); across++) {
                int rows = side(grid.rows(), down);
                int columns = side(grid.columns(), across);
                double window = rows * columns + BORDER_COST * (rows + columns + 1);
                double cost = window * Lanes.groups(images * down * across);
                if (cost < least) {
                    least = cost;
                    best = new int[] {down, across};
                }
            }
        }
        return best;
    }

    private static int extent(int windows, int stride, int patch) {
        return (windows - 1) * stride + patch;
    }

    /** The largest tile whose encoder maps fit into a second-level cache. */
    private static int largestSide(VaeNetwork network, int stride) {
        int side = LARGEST_SIDE;
        while (side > 1 && mapSize(network, stride, side) > WORKING_SET) {
            side--;
        }
        return side;
    }

    private static long mapSize(VaeNetwork network, int stride, int side) {
        long size = 0;
        for (int stage = 0; stage < network.depth(); stage++) {
            int step = gcd(stride, 2 << stage);
            long places = (long) (extent(side, stride, network.patch().height()) / step)
                    * (extent(side, stride, network.patch().width()) / step);
            size += places * network.blocks().get(stage).linear().out().channels() * Lanes.COUNT;
        }
        return size;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private void addEncoder(VaeNetwork network, int stride) {
        Layout from = pixels;
        int fromStep = 1;
        for (int stage = 0; stage < network.depth(); stage++) {
            int reach = 2 << stage;
            int step = gcd(stride, reach);
            LinearLayer layer = network.blocks().get(stage).linear();
            Layout to = Layout.of(
                    layer.out().channels(), (pixels.rows() - reach) / step + 1, (pixels.columns() - reach) / step + 1);
            int[] y = places(rows, stride, network.patch().height(), reach);
            int[] x = places(columns, stride, network.patch().width(), reach);
            shared.add(LinearMap.of(encoderStage(layer, from, fromStep, to, step, reach / 2 / fromStep, y, x)));
            maps.add(to);
            from = to;
            fromStep = step;
        }
    }

    /** The distinct multiples of {@code reach} pixels inside the windows, in order. */
    private static int[] places(int windows, int stride, int patch, int reach) {
        return IntStream.range(0, windows)
                .flatMap(window -> IntStream.range(0, patch / reach).map(i -> window * stride + i * reach))
                .distinct()
                .sorted()
                .toArray();
    }

    private static LinearPlan encoderStage(
            LinearLayer layer, Layout from, int fromStep, Layout to, int toStep, int tapDistance, int[] y, int[] x) {
        LinearPlan plain = layer.plan();
        int k = 2;
        int[] tapIn = IntStream.range(0, plain.taps())
                .map(tap -> from.at(tap / (k * k), tap / k % k * tapDistance, tap % k * tapDistance))
                .toArray();
        int[] rowOut =
                IntStream.range(0, plain.rows()).map(row -> to.at(row, 0, 0)).toArray();
        int places = y.length * x.length;
        int[] in = IntStream.range(0, places)
                .map(i -> from.at(0, y[i / x.length] / fromStep, x[i % x.length] / fromStep))
                .toArray();
        int[] out = IntStream.range(0, places)
                .map(i -> to.at(0, y[i / x.length] / toStep, x[i % x.length] / toStep))
                .toArray();
        return new LinearPlan(plain.rowWeight(), rowOut, plain.tapWeight(), tapIn, in, out);
    }

    private void addLatent(VaeNetwork network, int stride) {
        int reach = 1 << network.depth();
        int step = gcd(stride, reach);
        Layout map = maps.get(network.depth() - 1);
        LinearLayer heads = network.blocks().get(network.latentBlock()).linear();
        int down = network.patch().height() / reach;
        int across = network.patch().width() / reach;
        LinearPlan plain = heads.plan();
        int[] tapIn = IntStream.range(0, plain.taps())
                .map(tap -> map.at(
                        tap / (down * across), tap / across % down * (reach / step), tap % across * (reach / step)))
                .toArray();
        int windows = rows * columns;
        int[] in = IntStream.range(0, windows)
                .map(i -> map.at(0, i / columns * stride / step, i % columns * stride / step))
                .toArray();
        int[] headsOut = IntStream.range(0, windows).map(i -> i * headsSize).toArray();
        shared.add(LinearMap.of(
                new LinearPlan(plain.rowWeight(), plain.rowOut(), plain.tapWeight(), tapIn, in, headsOut)));

        LinearPlan dense =
                network.blocks().get(network.latentBlock() + 1).linear().plan();
        int[] denseOut = IntStream.range(0, windows).map(i -> i * decoderSize).toArray();
        shared.add(LinearMap.of(new LinearPlan(
                dense.rowWeight(), dense.rowOut(), dense.tapWeight(), dense.tapIn(), headsOut, denseOut)));
    }

    /** Number of tiles of an image. */
    int tiles() {
        return tileRows * tileColumns;
    }

    /** Grid row of a tile's first window. */
    int firstRow(int tile) {
        return Math.min(tile / tileColumns * rows, grid.rows() - rows);
    }

    /** Grid column of a tile's first window. */
    int firstColumn(int tile) {
        return Math.min(tile % tileColumns * columns, grid.columns() - columns);
    }

    /** Whether a window belongs to this tile alone or to it first: overlapping tiles compute it again, but only one counts it. */
    boolean owns(int tile, int row, int column) {
        return firstRow(tile) + row >= tile / tileColumns * rows
                && firstColumn(tile) + column >= tile % tileColumns * columns;
    }
}
