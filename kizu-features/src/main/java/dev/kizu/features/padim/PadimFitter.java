package dev.kizu.features.padim;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.LinearPlan;
import dev.kizu.parallel.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Gathers the statistics of images' features as they come, in memory that does not depend on their number: the sums of
 * {@link PadimStatistics}, and up to {@value #BATCH} images until they are added up together.
 *
 * <p>Products are taken of deviations from the first batch's mean and summed over a batch in single precision, over batches in double. Results
 * depend on the order of the images by rounding, and not on the number of threads. Not thread-safe.
 *
 * <p>A batch of n images costs {@code n * positions * dimensions^2 / 2} multiply-adds. Benchmark: {@code CoresetBench}.
 */
public final class PadimFitter {
    private static final int BATCH = 32;
    /** What an ONNX file holds, without some room for the backbone. */
    private static final long FILE_BYTES = 1_900_000_000;
    /** Bytes of heap for each of a model's values: its fit with 150 and with 300 dimensions failed with less. */
    private static final double FITTING_BYTES = 22;

    private final int dimensions;
    private final int positions;
    private final int threads;
    /** From one image's vector to the next. */
    private final int width;

    private final List<FeatureMap> batch = new ArrayList<>();
    private final double[][] sums;
    private final double[][] products;
    /** Of each position what deviations are taken from. */
    private final float[][] reference;

    private long count;
    private boolean referenceKnown;

    /**
     * A fitter that has seen nothing.
     *
     * @param dimensions length of a position's vector
     * @param positions positions of each map
     * @param threads at least 1
     */
    public PadimFitter(int dimensions, int positions, int threads) {
        if (dimensions < 1 || positions < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "a fit of %d positions with %d dimensions by %d threads, expected at least 1 of each"
                            .formatted(positions, dimensions, threads));
        }
        this.dimensions = dimensions;
        this.positions = positions;
        this.threads = threads;
        this.width = FeatureMap.stride(dimensions);
        this.sums = new double[positions][dimensions];
        this.products = new double[positions][Math.multiplyExact(dimensions, dimensions + 1) / 2];
        this.reference = new float[positions][dimensions];
    }

    /**
     * Refuses sizes that end in no model, before anything is computed.
     *
     * @param heap what Java may use, in bytes
     * @throws IllegalArgumentException if the model would not fit into an ONNX file, or its fit not into the heap
     */
    public static void checkFits(int dimensions, int positions, long heap) {
        double values = (double) positions * dimensions * dimensions;
        double room = Math.min((double) FILE_BYTES / Float.BYTES, heap / FITTING_BYTES);
        if (values <= room) {
            return;
        }
        boolean file = values * Float.BYTES > FILE_BYTES;
        String too = file
                ? String.format(
                        Locale.ROOT, "makes a model of %.1f GB, and an ONNX file holds 2", values * Float.BYTES / 1e9)
                : String.format(
                        Locale.ROOT,
                        "takes at least %.1f GB while it is fitted, and Java may use %.1f",
                        values * FITTING_BYTES / 1e9,
                        heap / 1e9);
        throw new IllegalArgumentException(String.format(
                Locale.ROOT,
                "PaDiM with %,d features at each of %,d positions %s. Use at most %,d dimensions, %s",
                dimensions,
                positions,
                too,
                (int) Math.sqrt(room / positions),
                file ? "or smaller images" : "smaller images, or a larger heap"));
    }

    /**
     * Adds an image. The map is kept for a while and must not change.
     *
     * @throws IllegalArgumentException if the map has other sizes
     */
    public void add(FeatureMap map) {
        if (map.dimensions() != dimensions || map.positions() != positions) {
            throw new IllegalArgumentException("features of %d positions with %d dimensions, expected %d with %d"
                    .formatted(map.positions(), map.dimensions(), positions, dimensions));
        }
        batch.add(map);
        count++;
        if (batch.size() == BATCH) {
            flush();
        }
    }

    /** Adds images in order. */
    public void add(List<FeatureMap> maps) {
        maps.forEach(this::add);
    }

    /** Number of images so far. */
    public long count() {
        return count;
    }

    /** What has been seen so far. More images may follow. */
    public PadimStatistics statistics() {
        flush();
        double[][] means = new double[positions][dimensions];
        double[][] scatter = new double[positions][];
        for (int position = 0; position < positions; position++) {
            double[] sum = sums[position];
            double[] rows = products[position].clone();
            int at = 0;
            for (int i = 0; i < dimensions; i++) {
                means[position][i] = count == 0 ? 0 : reference[position][i] + sum[i] / count;
                for (int j = 0; j <= i; j++, at++) {
                    rows[at] -= count == 0 ? 0 : sum[i] * sum[j] / count;
                }
            }
            scatter[position] = rows;
        }
        return new PadimStatistics(dimensions, count, means, scatter);
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        int images = batch.size();
        int blocks = Lanes.groups(positions);
        List<LinearPlan> plans = new ArrayList<>();
        for (int band = 0; band < TrianglePlans.bands(dimensions); band++) {
            plans.add(TrianglePlans.products(dimensions, band, images, width));
        }
        Team.run(Math.min(threads, blocks), member -> {
            Scratch scratch = new Scratch(images);
            for (int block = member.from(blocks); block < member.to(blocks); block++) {
                addBlock(block, plans, scratch);
            }
        });
        referenceKnown = true;
        batch.clear();
    }

    /** Adds the batch at sixteen positions. */
    private void addBlock(int block, List<LinearPlan> plans, Scratch scratch) {
        int first = block * Lanes.COUNT;
        int end = Math.min(first + Lanes.COUNT, positions);
        int size = batch.size() * width;
        for (int image = 0; image < batch.size(); image++) {
            batch.get(image).copyBlock(block, scratch.block, 0);
            for (int lane = 0; lane < end - first; lane++) {
                int to = lane * size + image * width;
                for (int dimension = 0; dimension < dimensions; dimension++) {
                    scratch.vectors[to + dimension] = scratch.block[dimension * Lanes.COUNT + lane];
                }
            }
        }
        for (int position = first; position < end; position++) {
            int at = (position - first) * size;
            centre(position, scratch.vectors, at);
            addProducts(position, plans, scratch, at);
        }
    }

    /** Takes the reference from all vectors of a position, and adds up what is left. */
    private void centre(int position, float[] vectors, int at) {
        float[] middle = reference[position];
        if (!referenceKnown) {
            for (int i = 0; i < dimensions; i++) {
                double sum = 0;
                for (int image = 0; image < batch.size(); image++) {
                    sum += vectors[at + image * width + i];
                }
                middle[i] = (float) (sum / batch.size());
            }
        }
        double[] sum = sums[position];
        for (int image = 0; image < batch.size(); image++) {
            int from = at + image * width;
            for (int i = 0; i < dimensions; i++) {
                float deviation = vectors[from + i] - middle[i];
                vectors[from + i] = deviation;
                sum[i] += deviation;
            }
        }
    }

    private void addProducts(int position, List<LinearPlan> plans, Scratch scratch, int at) {
        Kernel kernel = Kernels.best();
        double[] target = products[position];
        for (int band = 0; band < plans.size(); band++) {
            LinearPlan plan = plans.get(band);
            plan.pack(scratch.vectors, at, scratch.packed, 0);
            kernel.linear(plan, scratch.packed, 0, null, 0, false, scratch.vectors, at, scratch.products, 0);
            int firstRow = TrianglePlans.firstRow(band);
            for (int row = firstRow; row < firstRow + plan.rows(); row++) {
                int from = row * width;
                int to = row * (row + 1) / 2;
                for (int column = 0; column <= row; column++) {
                    target[to + column] += scratch.products[from + column];
                }
            }
        }
    }

    /** What a thread computes in. */
    private final class Scratch {
        /** Sixteen positions of an image. */
        final float[] block = new float[dimensions * Lanes.COUNT];

        /** Sixteen positions, of each all images' vectors. */
        final float[] vectors;

        final float[] packed;
        final float[] products = new float[dimensions * width];

        Scratch(int images) {
            vectors = new float[Lanes.COUNT * images * width];
            packed = new float[images * Lanes.COUNT];
        }
    }
}
