package dev.kizu.nn;

import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.LinearPlan;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A linear map as one or more plans, each of which writes places of its own: places near a border need fewer taps than those inside. Takes
 * weights that were packed for it. Immutable and thread-safe.
 */
public final class LinearMap {
    private final List<LinearPlan> plans;

    LinearMap(List<LinearPlan> plans) {
        this.plans = List.copyOf(plans);
    }

    /** A map that is one plan. */
    public static LinearMap of(LinearPlan plan) {
        return new LinearMap(List.of(plan));
    }

    /** The same map with each plan changed; rows and taps have to stay. */
    LinearMap with(UnaryOperator<LinearPlan> change) {
        return new LinearMap(plans.stream().map(change).toList());
    }

    /** Floats of the packed weights. */
    public int packedSize() {
        return plans.stream().mapToInt(LinearPlan::packedSize).sum();
    }

    /** Number of pieces in which weights can be packed. */
    public int pieces() {
        return plans.stream().mapToInt(LinearPlan::rowBlocks).sum();
    }

    /** Packs all weights. */
    public void pack(float[] weights, int weightsAt, float[] packed, int packedAt) {
        for (int piece = 0; piece < pieces(); piece++) {
            pack(piece, weights, weightsAt, packed, packedAt);
        }
    }

    /** Packs one piece of the weights. */
    public void pack(int piece, float[] weights, int weightsAt, float[] packed, int packedAt) {
        int block = piece;
        int at = packedAt;
        for (int i = 0; i < plans.size(); i++) {
            LinearPlan plan = plans.get(i);
            if (block < plan.rowBlocks()) {
                plan.pack(block, weights, weightsAt, packed, at);
                return;
            }
            block -= plan.rowBlocks();
            at += plan.packedSize();
        }
        throw new IndexOutOfBoundsException("piece %d of %d".formatted(piece, pieces()));
    }

    /** Applies the map to one group; see {@link Kernel#linear}. */
    public void apply(
            Kernel kernel,
            float[] packed,
            int packedAt,
            float @Nullable [] bias,
            int biasAt,
            boolean relu,
            float[] in,
            int inAt,
            float[] out,
            int outAt) {
        int at = packedAt;
        for (int i = 0; i < plans.size(); i++) {
            LinearPlan plan = plans.get(i);
            kernel.linear(plan, packed, at, bias, biasAt, relu, in, inAt, out, outAt);
            at += plan.packedSize();
        }
    }
}
