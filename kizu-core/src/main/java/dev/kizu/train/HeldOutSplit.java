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

    /**
     * Deals files into groups at random, each of which is held out once: a pure function of their order, the seed and the number. The groups
     * one after the other are the files that {@link #of} would hold out if it held out all of them.
     *
     * @param files as for {@link #of}
     * @param heldOut how many are held out where there is one group only: all files are, where there are several
     * @param folds number of groups, from 1 to the number of files
     * @return for each group a split; sizes of several differ by at most one
     */
    public static List<HeldOutSplit> folds(List<Path> files, long seed, int heldOut, int folds) {
        if (folds < 1 || folds > files.size()) {
            throw new IllegalArgumentException(
                    "%d pictures are to be dealt into %d groups, expected 1 to as many groups"
                            .formatted(files.size(), folds));
        }
        if (folds == 1) {
            return List.of(of(files, seed, heldOut));
        }
        List<Path> dealt = of(files, seed, files.size()).heldOut();
        List<HeldOutSplit> splits = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int from = dealt.size() * fold / folds;
            int to = dealt.size() * (fold + 1) / folds;
            List<Path> others = new ArrayList<>(dealt.subList(0, from));
            others.addAll(dealt.subList(to, dealt.size()));
            splits.add(new HeldOutSplit(others, dealt.subList(from, to)));
        }
        return splits;
    }
}
