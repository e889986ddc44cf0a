package dev.kizu.vae;

import dev.kizu.patch.PatchSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What a network is like, apart from its weights.
 *
 * @param patch the size of the patches; height and width divisible by {@code 2^depth}
 * @param depth number of encoder stages, 1 to 12
 * @param baseFilters filters of the first stage; each further stage has twice as many
 * @param latent size of the latent vector
 * @param varianceFloor smallest predicted pixel variance, in [0, 1)
 */
public record VaeStructure(PatchSpec patch, int depth, int baseFilters, int latent, float varianceFloor) {
    /** Most encoder stages: the smallest patch is then 4096 x 4096. */
    public static final int MAX_DEPTH = 12;

    /** Checks every value. */
    public VaeStructure {
        if (depth < 1 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("depth is %d, expected 1 to %d".formatted(depth, MAX_DEPTH));
        }
        int step = 1 << depth;
        if (patch.height() % step != 0 || patch.width() % step != 0) {
            throw new IllegalArgumentException(
                    "patch %dx%d cannot be halved %d times: height and width must be multiples of %d. Use such a patch or a smaller depth"
                            .formatted(patch.height(), patch.width(), depth, step));
        }
        if (baseFilters < 1 || latent < 1) {
            throw new IllegalArgumentException("a network needs at least 1 filter and 1 latent number, got %d and %d"
                    .formatted(baseFilters, latent));
        }
        if (!(varianceFloor >= 0 && varianceFloor < 1)) {
            throw new IllegalArgumentException("variance floor is %s, expected in [0, 1)".formatted(varianceFloor));
        }
    }

    /** Rows of the smallest grid. */
    public int gridRows() {
        return patch.height() >> depth;
    }

    /** Columns of the smallest grid. */
    public int gridColumns() {
        return patch.width() >> depth;
    }

    /**
     * The shapes of all tensors of such a network by name, in the order of {@link Vae#tensors()}; found by arithmetic alone, so that a
     * file's claims can be checked before a network is built.
     *
     * @throws IllegalArgumentException if a dimension is beyond 2^31
     */
    public Map<String, List<Long>> tensorShapes() {
        Shapes shapes = new Shapes();
        long filters = patch.channels();
        for (int stage = 0; stage < depth; stage++) {
            long next = (long) baseFilters << stage;
            shapes.add("encoder." + stage + ".weight", next, filters, 2, 2);
            shapes.norm("encoder." + stage, next);
            filters = next;
        }
        long places = (long) gridRows() * gridColumns();
        shapes.add("latent.weight", 2L * latent, filters * places);
        shapes.add("latent.bias", 2L * latent);
        shapes.add("decoder.dense.weight", places, latent);
        shapes.norm("decoder.dense", places);
        filters = 1;
        for (int stage = 0; stage < depth; stage++) {
            long next = (long) baseFilters << (depth - 1 - stage);
            shapes.add("decoder." + stage + ".weight", filters, next, 2, 2);
            shapes.norm("decoder." + stage, next);
            filters = next;
        }
        shapes.add("head.weight", 2L * patch.channels(), filters, VaeNetwork.HEAD_KERNEL, VaeNetwork.HEAD_KERNEL);
        shapes.norm("head", 2L * patch.channels());
        return shapes.all();
    }

    private static final class Shapes {
        private final Map<String, List<Long>> parameters = new LinkedHashMap<>();
        private final Map<String, List<Long>> statistics = new LinkedHashMap<>();

        void add(String name, long... shape) {
            for (long size : shape) {
                if (size > Integer.MAX_VALUE) {
                    throw new IllegalArgumentException(
                            "a network with %d values along one side of %s is too large".formatted(size, name));
                }
            }
            parameters.put(name, LongStream.of(shape).boxed().toList());
        }

        void norm(String layer, long channels) {
            add(layer + ".norm.gamma", channels);
            add(layer + ".norm.beta", channels);
            statistics.put(layer + ".norm.mean", List.of(channels));
            statistics.put(layer + ".norm.variance", List.of(channels));
        }

        Map<String, List<Long>> all() {
            Map<String, List<Long>> all = new LinkedHashMap<>(parameters);
            all.putAll(statistics);
            return all;
        }
    }
}
