package dev.kizu.vae;

import dev.kizu.image.Image;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.parallel.Team;
import dev.kizu.patch.WindowGrid;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Computes the loss terms of every window of images, with z at its mean. Immutable and thread-safe. A window's terms are the same bits
 * whatever else is computed with it and however many threads work.
 */
public final class WindowScanner {
    private final VaeNetwork network;
    private final FoldedNetwork folded;
    private final Kernel kernel;
    private final int stride;

    WindowScanner(VaeNetwork network, FoldedNetwork folded, Kernel kernel, int stride) {
        this.network = network;
        this.folded = folded;
        this.kernel = kernel;
        this.stride = stride;
    }

    /** Where the windows of an image lie. */
    public WindowGrid grid(Image image) {
        return WindowGrid.of(image, network.patch(), stride);
    }

    /**
     * Scans images of one shape.
     *
     * @param threads worker threads, at least 1
     * @param progress hears, now and then and never from two threads at once, how many images are done
     * @return the terms of each image, in order
     * @throws IllegalArgumentException if images differ in shape or the network does not fit them
     */
    public List<WindowTerms> scan(List<Image> images, int threads, IntConsumer progress) {
        if (images.isEmpty()) {
            return List.of();
        }
        Image first = images.get(0);
        for (Image image : images) {
            if (image.height() != first.height()
                    || image.width() != first.width()
                    || image.channels() != first.channels()) {
                throw new IllegalArgumentException(
                        "images scanned together must have one shape, got %s and %s".formatted(first, image));
            }
        }
        TilePlan plan = new TilePlan(network, grid(first));
        WindowTerms[] results = new WindowTerms[images.size()];
        Arrays.setAll(results, i -> emptyTerms(plan));
        int tiles = images.size() * plan.tiles();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Team.run(Math.min(threads, Lanes.groups(tiles)), member -> {
            TileScanner scanner = new TileScanner(network, folded, kernel, plan, false);
            for (int tile = next.getAndAdd(Lanes.COUNT); tile < tiles; tile = next.getAndAdd(Lanes.COUNT)) {
                scanner.scan(images, tile, results);
                // Counted and told in one go, so that nobody hears a smaller number after a larger one.
                synchronized (done) {
                    progress.accept(Math.min(done.addAndGet(Lanes.COUNT), tiles) / plan.tiles());
                }
            }
        });
        return List.of(results);
    }

    private static WindowTerms emptyTerms(TilePlan plan) {
        int windows = plan.grid.size();
        return new WindowTerms(
                plan.grid.rows(), plan.grid.columns(), new float[windows], new float[windows], new float[windows]);
    }

    /** Scans one image and also gives, for every pixel, the mean M term over the windows and channels that cover it (0 where none does). */
    public ImageScan scanWithMap(Image image) {
        TilePlan plan = new TilePlan(network, grid(image));
        WindowTerms[] results = {emptyTerms(plan)};
        float[] map = new float[image.height() * image.width()];
        TileScanner scanner = new TileScanner(network, folded, kernel, plan, true);
        for (int tile = 0; tile < plan.tiles(); tile += Lanes.COUNT) {
            scanner.scan(List.of(image), tile, results);
            for (int lane = 0; lane < Lanes.COUNT && tile + lane < plan.tiles(); lane++) {
                scanner.addMap(lane, tile + lane, map, image.width());
            }
        }
        int[] down = coverage(image.height(), plan.grid.rows(), network.patch().height());
        int[] across =
                coverage(image.width(), plan.grid.columns(), network.patch().width());
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int windows = down[y] * across[x] * image.channels();
                map[y * image.width() + x] = windows == 0 ? 0f : map[y * image.width() + x] / windows;
            }
        }
        return new ImageScan(results[0], map);
    }

    /** How many windows cover each row (or column). */
    private int[] coverage(int pixels, int windows, int patch) {
        int[] count = new int[pixels];
        for (int window = 0; window < windows; window++) {
            for (int i = 0; i < patch; i++) {
                count[window * stride + i]++;
            }
        }
        return count;
    }
}
