package dev.kizu.train;

import dev.kizu.random.CounterRandom;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which pictures of good parts a network learns from, and which are held out from it.
 *
 * @param trained to learn from
 * @param heldOut held out
 */
public record HeldOutSplit(List<Path> trained, List<Path> heldOut) {
    /** Copies the lists. */
    public HeldOutSplit {
        trained = List.copyOf(trained);
        heldOut = List.copyOf(heldOut);
    }

    /**
     * Deals files out at random: a pure function of their order, the seed and the number.
     *
     * @param files in the order in which training was given them, without those whose header could not be read
     * @param heldOut how many are held out, from 0 to the number of files
     */
    public static HeldOutSplit of(List<Path> files, long seed, int heldOut) {
        if (heldOut < 0 || heldOut > files.size()) {
            throw new IllegalArgumentException(
                    "%d of %d pictures are to be held out, expected at most all".formatted(heldOut, files.size()));
        }
        List<Path> trained = new ArrayList<>();
        List<Path> held = new ArrayList<>();
        int[] order = new CounterRandom(seed, "held-out").permutation(files.size(), 0);
        for (int i = 0; i < order.length; i++) {
            (i < heldOut ? held : trained).add(files.get(order[i]));
        }
        return new HeldOutSplit(trained, held);
    }
}
