package dev.kizu.features.model;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.features.padim.PadimModel;
import dev.kizu.features.patchcore.MemoryBank;
import dev.kizu.features.patchcore.Nearest;
import java.util.function.IntToDoubleFunction;

/** What a method has learnt of normal pictures: from features at the positions of a grid to distances. Thread-safe. */
public sealed interface Head {
    /** The method. */
    Method method();

    /** How far a picture is from what is normal. */
    Distances distances(FeatureMap features);

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
    record Padim(PadimModel model) implements Head {
        @Override
        public Method method() {
            return Method.PADIM;
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
    record PatchCore(MemoryBank bank) implements Head {
        @Override
        public Method method() {
            return Method.PATCHCORE;
        }

        @Override
        public Distances distances(FeatureMap features) {
            Nearest nearest = bank.nearest(features);
            return new Distances(
                    nearest.distances(), position -> bank.weight(features, nearest, position, MemoryBank.NEIGHBOURS));
        }
    }
}
