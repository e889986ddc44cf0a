package dev.kizu.features.model;

import static dev.kizu.features.model.GraphSteps.attribute;

import dev.kizu.features.padim.PadimModel;
import dev.kizu.features.patchcore.MemoryBank;
import java.util.List;

/** From features at the positions of a grid to distances, and their weight. */
final class DistanceSteps {
    /** PaDiM's distances, [n, positions]. */
    static final String PADIM_DISTANCES = "padim.distances";

    private final GraphSteps steps;
    private final int positions;
    private String distances = "";
    private boolean weighs;
    /** Whether links stand behind the neighbours in their table. */
    private boolean linked;

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
        String root = steps.length("padim.root", white, 2);
        return steps.step("Transpose", PADIM_DISTANCES, List.of(root), attribute("perm", 1, 0));
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

    private String patchCore(String features, MemoryBank bank) {
        String found = new BankSteps(steps, positions).add(features, bank);
        weighs = bank.size() > 1;
        linked = BankTable.linked(bank.size());
        return found;
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
        String shape = steps.step("Shape", "weight.shape", List.of(BankSteps.VECTORS));
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
        String point = steps.step(
                "GatherElements", "weight.vector", List.of(BankSteps.VECTORS, expanded), attribute("axis", 1));
        String entry = steps.step(
                "Reshape",
                "weight.entry",
                List.of(
                        steps.step(
                                "GatherElements",
                                "weight.entries",
                                List.of(BankSteps.NEAREST, place),
                                attribute("axis", 1)),
                        steps.wholes("weight.flat", -1)));
        String around = steps.step(
                "Gather", "weight.around", List.of(BankSteps.ENTRIES, neighbours(entry)), attribute("axis", 0));
        String offsets = steps.step("Sub", "weight.offsets", List.of(around, point));
        String lengths = steps.length("weight.lengths", offsets, 2);
        // The entry itself comes first among its neighbours.
        String own = steps.step("Slice", "weight.own", List.of(lengths, "weight.first", "weight.one", "weight.one"));
        String powers =
                steps.step("Exp", "weight.powers", List.of(steps.step("Sub", "weight.further", List.of(lengths, own))));
        String sum = steps.step("ReduceSum", "weight.sum", List.of(powers, "weight.one"), attribute("keepdims", 0));
        String share = steps.step("Reciprocal", "weight.share", List.of(sum));
        String weight = steps.step("Sub", "weight", List.of(steps.floats("weight.whole", new float[] {1}, 1), share));
        return steps.step("Mul", output, List.of(scores, weight));
    }

    private String neighbours(String entry) {
        String rows = steps.step("Gather", "weight.neighbours", List.of(BankTable.NAME, entry), attribute("axis", 0));
        return linked
                ? steps.step(
                        "Slice",
                        "weight.neighbours.alone",
                        List.of(
                                rows,
                                "weight.first",
                                steps.wholes("weight.neighbours.count", MemoryBank.NEIGHBOURS),
                                "weight.one"))
                : rows;
    }
}
