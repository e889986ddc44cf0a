package dev.kizu.features.model;

import static dev.kizu.features.model.GraphSteps.attribute;

import dev.kizu.features.patchcore.MemoryBank;
import java.util.Arrays;
import java.util.List;

/** From features at the positions of a grid to the nearest entries of PatchCore's bank, exactly, and the distances to them. */
final class BankSteps {
    /** The entries less their mean, [at least as many as there are, dimensions]. */
    static final String ENTRIES = "bank.entries";
    /** The features of positions less the entries' mean, [n, positions, dimensions]. */
    static final String VECTORS = "bank.vectors";
    /** The entry nearest to each position, [n, positions]. */
    static final String NEAREST = "bank.nearest";

    private static final int LONGEST_RUN = 64;
    /** Products with more entries than this, 64 MB for 1,024 positions, are made block by block: memory does not grow with the bank. */
    private static final int LARGEST_BLOCK = 256 * LONGEST_RUN;

    private final GraphSteps steps;
    private final int positions;

    BankSteps(GraphSteps steps, int positions) {
        this.steps = steps;
        this.positions = positions;
    }

    /**
     * Adds the steps behind features of [n, dimensions, rows, columns]: |x - c|^2 = |x|^2 - 2 (x c - |c|^2 / 2) is smallest where the bracket is largest.
     *
     * @return the distances, [n, positions]
     */
    String add(String features, MemoryBank bank) {
        int dimensions = bank.dimensions();
        int size = bank.size();
        int blocks = (size + LARGEST_BLOCK - 1) / LARGEST_BLOCK;
        int runs = (size + blocks * LONGEST_RUN - 1) / (blocks * LONGEST_RUN);
        int run = (size + blocks * runs - 1) / (blocks * runs);
        int block = runs * run;
        float[] centre = centre(bank);
        // What fills up the last run is never the nearest.
        float[] entries = Arrays.copyOf(bank.entries(), Math.multiplyExact(blocks * block, dimensions));
        float[] halves = new float[blocks * block];
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
        BankTable.add(steps, bank);
        String flat = steps.step(
                "Reshape", "bank.flat", List.of(features, steps.wholes("bank.shape", -1, dimensions, positions)));
        String turned = steps.step("Transpose", "bank.turned", List.of(flat), attribute("perm", 0, 2, 1));
        steps.step("Sub", VECTORS, List.of(turned, steps.floats("bank.centre", centre, dimensions)));
        steps.floats(ENTRIES, entries, halves.length, dimensions);
        String rows =
                steps.step("Reshape", "bank.rows", List.of(VECTORS, steps.wholes("bank.rows.shape", -1, dimensions)));
        String best = blocks == 1
                ? largest("", product("", rows, ENTRIES, halves), runs, run).place()
                : largestOf(rows, halves, blocks, runs, run);
        steps.step("Reshape", NEAREST, List.of(best, steps.wholes("bank.nearest.shape", -1, positions)));
        // The distance anew from the difference itself: the square of a small one drowns among products.
        String entry = steps.step("Gather", "bank.nearest.entries", List.of(ENTRIES, NEAREST), attribute("axis", 0));
        return steps.length("bank.distances", steps.step("Sub", "bank.differences", List.of(VECTORS, entry)), 2);
    }

    private String product(String suffix, String rows, String entries, float[] halves) {
        return steps.step(
                "Gemm",
                "bank.closeness" + suffix,
                List.of(rows, entries, steps.floats("bank.halves" + suffix, halves, halves.length)),
                attribute("transB", 1));
    }

    /** Block by block; of several that are as near the first. */
    private String largestOf(String rows, float[] halves, int blocks, int runs, int run) {
        int block = runs * run;
        Largest best = new Largest("", "");
        for (int i = 0; i < blocks; i++) {
            String suffix = "." + i;
            String entries = steps.step(
                    "Slice",
                    ENTRIES + suffix,
                    List.of(
                            ENTRIES,
                            steps.wholes("bank.from" + suffix, (long) i * block),
                            steps.wholes("bank.to" + suffix, (i + 1L) * block),
                            steps.wholes("bank.axis" + suffix, 0)));
            float[] own = Arrays.copyOfRange(halves, i * block, (i + 1) * block);
            Largest found = largest(suffix, product(suffix, rows, entries, own), runs, run);
            String value = steps.step(
                    "GatherElements",
                    "bank.value" + suffix,
                    List.of(found.values(), found.within()),
                    attribute("axis", 1));
            String place = steps.step(
                    "Add",
                    "bank.best.whole" + suffix,
                    List.of(found.place(), steps.wholes("bank.first" + suffix, (long) i * block)));
            best = i == 0 ? new Largest(place, value) : better(suffix, best, place, value);
        }
        return best.place();
    }

    private Largest better(String suffix, Largest best, String place, String value) {
        String nearer = steps.step("Greater", "bank.nearer" + suffix, List.of(value, best.values()));
        return new Largest(
                steps.step("Where", "bank.best.so.far" + suffix, List.of(nearer, place, best.place())),
                steps.step("Where", "bank.value.so.far" + suffix, List.of(nearer, value, best.values())));
    }

    /**
     * Where rows are largest.
     *
     * @param place the places, [n * positions, 1]
     * @param values what is there, [n * positions, 1], or the run that it is in
     * @param within where in the run it is
     */
    private record Largest(String place, String values, String within) {
        Largest(String place, String values) {
            this(place, values, "");
        }
    }

    /**
     * Where each row is largest. The largest number of a run is found several times faster than its place, so the run comes first, then the place within.
     *
     * @param rows [n * positions, runs * run]
     */
    private Largest largest(String suffix, String rows, int runs, int run) {
        String cut = steps.step(
                "Reshape",
                "bank.runs" + suffix,
                List.of(rows, steps.wholes("bank.runs.shape" + suffix, -1, runs, run)));
        String most = steps.step("GlobalMaxPool", "bank.most" + suffix, List.of(cut));
        String number = steps.step(
                "ArgMax", "bank.run" + suffix, List.of(most), attribute("axis", 1), attribute("keepdims", 0));
        String own = steps.step("GatherND", "bank.run.own" + suffix, List.of(cut, number), attribute("batch_dims", 1));
        String place = steps.step("ArgMax", "bank.place" + suffix, List.of(own), attribute("axis", 1));
        String first = steps.step(
                "Mul", "bank.run.first" + suffix, List.of(number, steps.wholes("bank.run.length" + suffix, run)));
        return new Largest(steps.step("Add", "bank.best" + suffix, List.of(first, place)), own, place);
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
}
