package dev.kizu.vae;

import dev.kizu.image.Image;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.parallel.Team;
import dev.kizu.patch.WindowGrid;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Computes the loss terms of every window of images, with z at its mean. Immutable and thread-safe. A window's terms are the same bits
 * whatever else is computed with it and however many threads work.
 */
public final class WindowScanner {
    private final VaeNetwork network;
    private final FoldedNetwork folded;
    private final Kernel kernel;
    private final int stride;
    /** Of the last scan. */
    private volatile @Nullable Workshop workshop;

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
        Workshop workshop = workshop(images);
        TilePlan plan = workshop.plan;
        WindowTerms[] results = new WindowTerms[images.size()];
        Arrays.setAll(results, i -> emptyTerms(plan));
        int tiles = images.size() * plan.tiles();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Team.run(Math.min(threads, Lanes.groups(tiles)), member -> {
            TileScanner idle = workshop.idle.poll();
            TileScanner scanner = idle != null ? idle : new TileScanner(network, folded, kernel, plan, false);
            for (int tile = next.getAndAdd(Lanes.COUNT); tile < tiles; tile = next.getAndAdd(Lanes.COUNT)) {
                scanner.scan(images, tile, results);
                // Counted and told in one go, so that nobody hears a smaller number after a larger one.
                synchronized (done) {
                    progress.accept(Math.min(done.addAndGet(Lanes.COUNT), tiles) / plan.tiles());
                }
            }
            workshop.idle.offer(scanner);
        });
        return List.of(results);
    }

    /**
     * What scans of alike images share: who scans one image after the other would otherwise make megabytes of scratch space for each, which
     * keep the garbage collector busy.
     *
     * @param idle scanners that nobody uses now
     */
    private record Workshop(int channels, int height, int width, int images, TilePlan plan, Queue<TileScanner> idle) {
        boolean suits(Image image, int count) {
            return count == images
                    && image.height() == height
                    && image.width() == width
                    && image.channels() == channels;
        }
    }

    private Workshop workshop(List<Image> images) {
        checkShapes(images);
        Workshop last = workshop;
        if (last != null && last.suits(images.get(0), images.size())) {
            return last;
        }
        Image first = images.get(0);
        Workshop made = new Workshop(
                first.channels(),
                first.height(),
                first.width(),
                images.size(),
                plan(images, true),
                new ConcurrentLinkedQueue<>());
        workshop = made;
        return made;
    }

    /**
     * How to scan images together, which have to have one shape.
     *
     * @param anyTiles whether tiles may depend on the number of images
     */
    private TilePlan plan(List<Image> images, boolean anyTiles) {
        checkShapes(images);
        return new TilePlan(network, grid(images.get(0)), anyTiles ? images.size() : 0);
    }

    private static void checkShapes(List<Image> images) {
        Image first = images.get(0);
        for (Image image : images) {
            if (image.height() != first.height()
                    || image.width() != first.width()
                    || image.channels() != first.channels()) {
                throw new IllegalArgumentException(
                        "images scanned together must have one shape, got %s and %s".formatted(first, image));
            }
        }
    }

    private static WindowTerms emptyTerms(TilePlan plan) {
        int windows = plan.grid.size();
        return new WindowTerms(
                plan.grid.rows(), plan.grid.columns(), new float[windows], new float[windows], new float[windows]);
    }

    /**
     * Scans images of one shape closely: also gives, for every pixel, the mean M term over the windows and channels that cover it (0 where
     * none does).
     *
     * @param threads worker threads, at least 1
     * @return the scan of each image, in order
     * @throws IllegalArgumentException if images differ in shape or the network does not fit them
     */
    public List<ImageScan> scanWithMaps(List<Image> images, int threads) {
        if (images.isEmpty()) {
            return List.of();
        }
        TilePlan plan = plan(images, false);
        // Whole images: tiles overlap, so the parts of one map have to be added in one order.
        int together = Math.max(1, Lanes.COUNT / plan.tiles());
        int turns = (images.size() + together - 1) / together;
        ImageScan[] results = new ImageScan[images.size()];
        AtomicInteger next = new AtomicInteger();
        Team.run(Math.min(threads, turns), member -> {
            TileScanner scanner = new TileScanner(network, folded, kernel, plan, true);
            for (int turn = next.getAndIncrement(); turn < turns; turn = next.getAndIncrement()) {
                int from = turn * together;
                List<Image> some = images.subList(from, Math.min(from + together, images.size()));
                scanWithMaps(some, plan, scanner, results, from);
            }
        });
        return List.of(results);
    }

    private void scanWithMaps(List<Image> images, TilePlan plan, TileScanner scanner, ImageScan[] results, int from) {
        WindowTerms[] terms = new WindowTerms[images.size()];
        Arrays.setAll(terms, i -> emptyTerms(plan));
        float[][] maps = images.stream()
                .map(image -> new float[image.height() * image.width()])
                .toArray(float[][]::new);
        int tiles = images.size() * plan.tiles();
        for (int first = 0; first < tiles; first += Lanes.COUNT) {
            scanner.scan(images, first, terms);
            for (int lane = 0; lane < Lanes.COUNT && first + lane < tiles; lane++) {
                int image = (first + lane) / plan.tiles();
                scanner.addMap(
                        lane,
                        (first + lane) % plan.tiles(),
                        maps[image],
                        images.get(image).width());
            }
        }
        for (int i = 0; i < terms.length; i++) {
            average(maps[i], images.get(i), plan);
            results[from + i] = new ImageScan(terms[i], maps[i]);
        }
    }

    /** Divides sums over windows by how many windows and channels cover each pixel. */
    private void average(float[] map, Image image, TilePlan plan) {
        int[] down = coverage(image.height(), plan.grid.rows(), network.patch().height());
        int[] across =
                coverage(image.width(), plan.grid.columns(), network.patch().width());
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int windows = down[y] * across[x] * image.channels();
                map[y * image.width() + x] = windows == 0 ? 0f : map[y * image.width() + x] / windows;
            }
        }
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
