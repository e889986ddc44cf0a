package dev.kizu.features.model;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.features.padim.PadimModel;
import dev.kizu.features.patchcore.MemoryBank;
import dev.kizu.features.patchcore.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** What a method has learnt of normal pictures: from features at the positions of a grid to distances. Thread-safe. */
public sealed interface Head {
    /** The method. */
    Method method();

    /** The heads that it is made of; of one that stands alone, itself. */
    List<Single> singles();

    /** A head that looks at pictures itself. */
    sealed interface Single extends Head {
        /** Features of a position that it looks at, the first ones where there are more. */
        int dimensions();

        /** How far a picture, of just these dimensions, is from what is normal. */
        Distances distances(FeatureMap features);

        @Override
        default List<Single> singles() {
            return List.of(this);
        }
    }

    /**
     * Distances of a picture.
     *
     * @param values of each position, at least 0
     * @param weight by what the picture's score is multiplied if a position is the most anomalous one; 1 for methods that do not weigh
     */
    record Distances(float[] values, IntToDoubleFunction weight) {}

    /**
     * PaDiM.
     *
     * @param model distributions for the positions of one grid
     */
    record Padim(PadimModel model) implements Single {
        @Override
        public Method method() {
            return Method.PADIM;
        }

        @Override
        public int dimensions() {
            return model.dimensions();
        }

        @Override
        public Distances distances(FeatureMap features) {
            return new Distances(model.distances(features), position -> 1);
        }
    }

    /**
     * PatchCore.
     *
     * @param bank features of normal pictures
     */
    record PatchCore(MemoryBank bank) implements Single {
        @Override
        public Method method() {
            return Method.PATCHCORE;
        }

        @Override
        public int dimensions() {
            return bank.dimensions();
        }

        @Override
        public Distances distances(FeatureMap features) {
            Nearest nearest = bank.nearest(features);
            return new Distances(
                    nearest.distances(), position -> bank.weight(features, nearest, position, MemoryBank.NEIGHBOURS));
        }
    }

    /**
     * Several heads on the same features. Each has a {@link Tail} that was fitted to scores of normal images, and by which its scores become
     * p-values. The image score is the mean over heads of {@code -ln p}: half of Fisher's statistic, by the number of heads (R. A. Fisher,
     * "Statistical Methods for Research Workers", 4th edition, 1932, section 21.1). A cell's value is the mean over heads of its distance in units
     * of the tail's scale: far out, where {@code -ln p} is linear, a step in it is the same as one of the score, and it does not lose what tells
     * ordinary cells apart.
     *
     * <p>Fisher's statistic has a known distribution for independent p-values, which those of heads on the same features are not. Nothing
     * here rests on that distribution: normal images are scored by the whole ensemble, and these scores calibrate like those of any head.
     *
     * @param members at least one, each with a method of its own
     */
    record Ensemble(List<Member> members) implements Head {
        /** Copies the list. */
        public Ensemble {
            members = List.copyOf(members);
        }

        /**
         * A head of an ensemble.
         *
         * @param head the head
         * @param tail of its image scores
         */
        public record Member(Single head, Tail tail) {}

        /**
         * An ensemble whose tails are fitted.
         *
         * @param heads one for each of what was seen of an image
         * @param seen of each normal image, by heads that were not fitted to it
         */
        public static Ensemble of(List<Single> heads, List<List<Seen>> seen) {
            List<Member> members = new ArrayList<>();
            for (int head = 0; head < heads.size(); head++) {
                float[] scores = new float[seen.size()];
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = seen.get(i).get(head).score();
                }
                members.add(new Member(heads.get(head), Tail.of(scores)));
            }
            return new Ensemble(members);
        }

        /**
         * An ensemble whose tails are fitted to all images but one: by tails that had seen it too, that one would look less unusual than a new
         * image does. To all where there are fewer than three, since one has no tail.
         *
         * @param left the place of that image
         */
        public static Ensemble ofOthers(List<Single> heads, List<List<Seen>> seen, int left) {
            List<List<Seen>> others = new ArrayList<>(seen);
            if (others.size() > 2) {
                others.remove(left);
            }
            return of(heads, others);
        }

        @Override
        public Method method() {
            return Method.ENSEMBLE;
        }

        @Override
        public List<Single> singles() {
            return members.stream().map(Member::head).toList();
        }

        /** What the heads see, put together. */
        Seen combined(List<Seen> seen) {
            float[] cells = new float[seen.get(0).cells().length];
            for (int cell = 0; cell < cells.length; cell++) {
                int place = cell;
                cells[cell] = (float) mean(
                        i -> seen.get(i).cells()[place] / members.get(i).tail().scale());
            }
            return new Seen(cells, (float)
                    mean(i -> members.get(i).tail().surprise(seen.get(i).score())));
        }

        private double mean(IntToDoubleFunction value) {
            return IntStream.range(0, members.size()).mapToDouble(value).sum() / members.size();
        }
    }

    /**
     * What is seen of an image.
     *
     * @param cells of each position how anomalous it is, not smoothed
     * @param score the image score
     */
    record Seen(float[] cells, float score) {}
}
