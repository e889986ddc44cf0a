package dev.kizu.features.model;

import static dev.kizu.features.model.GraphSteps.attribute;

import dev.kizu.features.padim.PadimModel;
import dev.kizu.features.patchcore.MemoryBank;
import java.util.Arrays;
import java.util.List;

/** From features at the positions of a grid to distances, and their weight. */
final class DistanceSteps {
    private static final int LONGEST_RUN = 64;

    private final GraphSteps steps;
    private final int positions;
    private String distances = "";
    /** PatchCore's features, [n, positions, dimensions]; empty without. */
    private String vectors = "";

    /** The entry nearest to each position, [n, positions]. */
    private String nearest = "";

    private boolean weighs;

    DistanceSteps(GraphSteps steps, int positions) {
        this.steps = steps;
        this.positions = positions;
    }

    /** Adds the steps behind features of [n, dimensions, rows, columns]. */
    void add(String features, Head.Single head) {
        distances = head instanceof Head.Padim padim
                ? padim(features, padim.model())
                : patchCore(features, ((Head.PatchCore) head).bank());
    }

    /** The distances, [n, positions]. */
    String distances() {
        return distances;
    }

    /** PaDiM, equation 2: the length of the whitened difference from the mean, position by position. */
    private String padim(String features, PadimModel model) {
        int dimensions = model.dimensions();
        String flat = steps.step(
                "Reshape", "padim.flat", List.of(features, steps.wholes("padim.shape", -1, dimensions, positions)));
        String first = steps.step("Transpose", "padim.positions", List.of(flat), attribute("perm", 2, 0, 1));
        String centred = steps.step(
                "Sub",
                "padim.centred",
                List.of(first, steps.floats("padim.mean", model.means(), positions, 1, dimensions)));
        String white = steps.step(
                "MatMul",
                "padim.white",
                List.of(
                        centred,
                        steps.floats("padim.whitening", transposed(model), positions, dimensions, dimensions)));
        String root = length("padim.root", white, 2);
        return steps.step("Transpose", "padim.distances", List.of(root), attribute("perm", 1, 0));
    }

    /** A row of features is multiplied from the left, so each matrix is turned. */
    private static float[] transposed(PadimModel model) {
        int size = model.dimensions();
        float[] from = model.whitening();
        float[] to = new float[from.length];
        for (int at = 0; at < from.length; at += size * size) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j <= i; j++) {
                    to[at + j * size + i] = from[at + i * size + j];
                }
            }
        }
        return to;
    }

    /** PatchCore: |x - c|^2 = |x|^2 - 2 (x c - |c|^2 / 2) is smallest where the bracket is largest. */
    private String patchCore(String features, MemoryBank bank) {
        int dimensions = bank.dimensions();
        int size = bank.size();
        int runs = (size + LONGEST_RUN - 1) / LONGEST_RUN;
        int run = (size + runs - 1) / runs;
        float[] centre = centre(bank);
        // What fills up the last run is never the nearest.
        float[] entries = Arrays.copyOf(bank.entries(), runs * run * dimensions);
        float[] halves = new float[runs * run];
        Arrays.fill(halves, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < size * dimensions; i++) {
            entries[i] -= centre[i % dimensions];
        }
        for (int entry = 0; entry < size; entry++) {
            double squares = 0;
            for (int i = 0; i < dimensions; i++) {
                squares += (double) entries[entry * dimensions + i] * entries[entry * dimensions + i];
            }
            halves[entry] = (float) (-squares / 2);
        }
        neighbours(bank);
        weighs = size > 1;
        String flat = steps.step(
                "Reshape", "bank.flat", List.of(features, steps.wholes("bank.shape", -1, dimensions, positions)));
        String turned = steps.step("Transpose", "bank.turned", List.of(flat), attribute("perm", 0, 2, 1));
        vectors = steps.step("Sub", "bank.vectors", List.of(turned, steps.floats("bank.centre", centre, dimensions)));
        steps.floats("bank.entries", entries, halves.length, dimensions);
        String rows =
                steps.step("Reshape", "bank.rows", List.of(vectors, steps.wholes("bank.rows.shape", -1, dimensions)));
        String closeness = steps.step(
                "Gemm",
                "bank.closeness",
                List.of(rows, "bank.entries", steps.floats("bank.halves", halves, halves.length)),
                attribute("transB", 1));
        String best = largest(closeness, runs, run);
        nearest =
                steps.step("Reshape", "bank.nearest", List.of(best, steps.wholes("bank.nearest.shape", -1, positions)));
        // The distance anew from the difference itself: the square of a small one drowns among products.
        String entry =
                steps.step("Gather", "bank.nearest.entries", List.of("bank.entries", nearest), attribute("axis", 0));
        return length("bank.distances", steps.step("Sub", "bank.differences", List.of(vectors, entry)), 2);
    }

    /**
     * Where each row is largest. The largest number of a run is found several times faster than its place, so the run comes first, then the place within.
     *
     * @param rows [n * positions, runs * run]
     */
    private String largest(String rows, int runs, int run) {
        String cut = steps.step("Reshape", "bank.runs", List.of(rows, steps.wholes("bank.runs.shape", -1, runs, run)));
        String most = steps.step("GlobalMaxPool", "bank.most", List.of(cut));
        String number = steps.step("ArgMax", "bank.run", List.of(most), attribute("axis", 1), attribute("keepdims", 0));
        String own = steps.step("GatherND", "bank.run.own", List.of(cut, number), attribute("batch_dims", 1));
        String place = steps.step("ArgMax", "bank.place", List.of(own), attribute("axis", 1));
        String first = steps.step("Mul", "bank.run.first", List.of(number, steps.wholes("bank.run.length", run)));
        return steps.step("Add", "bank.best", List.of(first, place));
    }

    /** The mean of the entries: products of what is left lose fewer digits. */
    private static float[] centre(MemoryBank bank) {
        double[] sums = new double[bank.dimensions()];
        for (int i = 0; i < bank.entries().length; i++) {
            sums[i % sums.length] += bank.entries()[i];
        }
        float[] centre = new float[sums.length];
        for (int i = 0; i < centre.length; i++) {
            centre[i] = (float) (sums[i] / bank.size());
        }
        return centre;
    }

    /** For each entry those nearest to it, itself first. */
    private void neighbours(MemoryBank bank) {
        int count = Math.min(MemoryBank.NEIGHBOURS, bank.size());
        long[] table = new long[bank.size() * count];
        for (int entry = 0; entry < bank.size(); entry++) {
            int[] nearest = bank.neighbours(entry, count);
            for (int i = 0; i < count; i++) {
                table[entry * count + i] = nearest[i];
            }
        }
        steps.wholes("bank.neighbours", table, new long[] {bank.size(), count});
    }

    /** The lengths of vectors that lie along an axis. */
    private String length(String name, String vectors, int axis) {
        String squares = steps.step("Mul", name + ".squares", List.of(vectors, vectors));
        String sum = steps.step(
                "ReduceSum",
                name + ".sum",
                List.of(squares, steps.wholes(name + ".axis", axis)),
                attribute("keepdims", 0));
        return steps.step("Sqrt", name, List.of(sum));
    }

    /**
     * Scores times weights.
     *
     * @param scores [n]
     * @param place [n, 1], the most anomalous position
     * @param output a name for them
     */
    String weighted(String scores, String place, String output) {
        if (!weighs) {
            // PaDiM does not, and a bank of one has nothing to weigh by.
            return steps.step("Identity", output, List.of(scores));
        }
        String index =
                steps.step("Reshape", "weight.place", List.of(place, steps.wholes("weight.place.shape", -1, 1, 1)));
        // One vector for each image: [n, 1, dimensions].
        String shape = steps.step("Shape", "weight.shape", List.of(vectors));
        String images = steps.step(
                "Gather", "weight.images", List.of(shape, steps.wholes("weight.first", 0)), attribute("axis", 0));
        String length = steps.step(
                "Gather", "weight.dimensions", List.of(shape, steps.wholes("weight.last", 2)), attribute("axis", 0));
        String expanded = steps.step(
                "Expand",
                "weight.places",
                List.of(
                        index,
                        steps.step(
                                "Concat",
                                "weight.places.shape",
                                List.of(images, steps.wholes("weight.one", 1), length),
                                attribute("axis", 0))));
        String point = steps.step("GatherElements", "weight.vector", List.of(vectors, expanded), attribute("axis", 1));
        String entry = steps.step(
                "Reshape",
                "weight.entry",
                List.of(
                        steps.step("GatherElements", "weight.entries", List.of(nearest, place), attribute("axis", 1)),
                        steps.wholes("weight.flat", -1)));
        String around = steps.step(
                "Gather",
                "weight.around",
                List.of(
                        "bank.entries",
                        steps.step(
                                "Gather",
                                "weight.neighbours",
                                List.of("bank.neighbours", entry),
                                attribute("axis", 0))),
                attribute("axis", 0));
        String offsets = steps.step("Sub", "weight.offsets", List.of(around, point));
        String lengths = length("weight.lengths", offsets, 2);
        // The entry itself comes first among its neighbours.
        String own = steps.step("Slice", "weight.own", List.of(lengths, "weight.first", "weight.one", "weight.one"));
        String powers =
                steps.step("Exp", "weight.powers", List.of(steps.step("Sub", "weight.further", List.of(lengths, own))));
        String sum = steps.step("ReduceSum", "weight.sum", List.of(powers, "weight.one"), attribute("keepdims", 0));
        String share = steps.step("Reciprocal", "weight.share", List.of(sum));
        String weight = steps.step("Sub", "weight", List.of(steps.floats("weight.whole", new float[] {1}, 1), share));
        return steps.step("Mul", output, List.of(scores, weight));
    }
}
