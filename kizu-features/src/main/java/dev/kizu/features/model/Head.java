package dev.kizu.features.model;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.features.padim.PadimModel;
import dev.kizu.features.patchcore.MemoryBank;
import dev.kizu.features.patchcore.Nearest;
import dev.kizu.model.InspectionModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
     * Several heads on the same features and, beside these, autoencoders or none. Each has a {@link Tail} that was fitted to scores of normal images, and by which its scores become
     * p-values. The image score is the mean over heads of {@code -ln p}: half of Fisher's statistic, by the number of heads (R. A. Fisher,
     * "Statistical Methods for Research Workers", 4th edition, 1932, section 21.1). A cell's value is the mean over heads of its distance in units
     * of the tail's scale: far out, where {@code -ln p} is linear, a step in it is the same as one of the score, and it does not lose what tells
     * ordinary cells apart.
     *
     * <p>Fisher's statistic has a known distribution for independent p-values, which those of heads on the same features are not. Nothing
     * here rests on that distribution: normal images are scored by the whole ensemble, and these scores calibrate like those of any head.
     *
     * @param members at least one, each with a method of its own
     * @param autoencoders null for an ensemble on features alone
     */
    record Ensemble(List<Member> members, @Nullable Autoencoders autoencoders) implements Head {
        /** Copies the list. */
        public Ensemble {
            members = List.copyOf(members);
        }

        /** An ensemble on features alone. */
        public Ensemble(List<Member> members) {
            this(members, null);
        }

        /**
         * A head of an ensemble.
         *
         * @param head the head
         * @param tail of its image scores
         */
        public record Member(Single head, Tail tail) {}

        /**
         * Autoencoders, which look at images themselves.
         *
         * @param model them, without what the whole has: as {@link #of} keeps them
         * @param tail of their image scores
         */
        public record Autoencoders(InspectionModel model, Tail tail) {}

        /**
         * An ensemble whose tails are fitted.
         *
         * @param heads one for each of what was seen of an image
         * @param autoencoders that saw images as well, the last of those who did; null for none
         * @param seen of each normal image, by heads that were not fitted to it
         */
        public static Ensemble of(List<Single> heads, @Nullable InspectionModel autoencoders, List<List<Seen>> seen) {
            List<Member> members = new ArrayList<>();
            for (int head = 0; head < heads.size(); head++) {
                members.add(new Member(heads.get(head), tail(seen, head)));
            }
            return new Ensemble(
                    members,
                    autoencoders == null
                            ? null
                            : new Autoencoders(AutoencoderPart.kept(autoencoders), tail(seen, heads.size())));
        }

        private static Tail tail(List<List<Seen>> seen, int which) {
            float[] scores = new float[seen.size()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = seen.get(i).get(which).score();
            }
            return Tail.of(scores);
        }

        /**
         * An ensemble whose tails are fitted to all images but one: by tails that had seen it too, that one would look less unusual than a new
         * image does. To all where there are fewer than three, since one has no tail.
         *
         * @param left the place of that image
         */
        public static Ensemble ofOthers(
                List<Single> heads, @Nullable InspectionModel autoencoders, List<List<Seen>> seen, int left) {
            List<List<Seen>> others = new ArrayList<>(seen);
            if (others.size() > 2) {
                others.remove(left);
            }
            return of(heads, autoencoders, others);
        }

        @Override
        public Method method() {
            return autoencoders == null ? Method.ENSEMBLE : Method.ALL;
        }

        @Override
        public List<Single> singles() {
            return members.stream().map(Member::head).toList();
        }

        /** The tails of those who see an image, in their order. */
        private List<Tail> tails() {
            List<Tail> tails = new ArrayList<>();
            members.forEach(member -> tails.add(member.tail()));
            if (autoencoders != null) {
                tails.add(autoencoders.tail());
            }
            return tails;
        }

        /** What the heads and, last, the autoencoders see, put together. */
        Seen combined(List<Seen> seen) {
            List<Tail> tails = tails();
            if (seen.size() != tails.size()) {
                throw new IllegalArgumentException(
                        "%d of an ensemble of %d saw the image, expected all, autoencoders last"
                                .formatted(seen.size(), tails.size()));
            }
            float[] cells = new float[seen.get(0).cells().length];
            for (int cell = 0; cell < cells.length; cell++) {
                int place = cell;
                cells[cell] = (float) mean(
                        tails.size(),
                        i -> seen.get(i).cells()[place] / tails.get(i).scale());
            }
            return new Seen(cells, (float)
                    mean(tails.size(), i -> tails.get(i).surprise(seen.get(i).score())));
        }

        private static double mean(int count, IntToDoubleFunction value) {
            return IntStream.range(0, count).mapToDouble(value).sum() / count;
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
