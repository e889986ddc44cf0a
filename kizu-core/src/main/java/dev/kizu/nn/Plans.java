package dev.kizu.nn;

import dev.kizu.nn.kernel.Layout;
import dev.kizu.nn.kernel.LinearPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Spells linear maps out as plans. Kernels of convolutions are square and, for stride {@code k}, {@code k} wide: they do not overlap. */
final class Plans {
    private Plans() {}

    /** Every k x k block of {@code large} to one place of {@code small}: a convolution, or a transposed convolution's transpose. */
    static LinearPlan blocksToPlaces(Layout large, Layout small, int k, int smallWeightStride, int largeWeightStride) {
        int[] rows = IntStream.range(0, small.channels()).toArray();
        return new LinearPlan(
                map(rows, channel -> channel * smallWeightStride),
                map(rows, channel -> small.at(channel, 0, 0) - small.at(0, 0, 0)),
                blockOffsets(large.channels(), k, (channel, tap) -> channel * largeWeightStride + tap),
                blockOffsets(
                        large.channels(), k, (channel, tap) -> large.at(channel, tap / k, tap % k) - large.at(0, 0, 0)),
                places(small, (y, x) -> large.at(0, y * k, x * k)),
                places(small, (y, x) -> small.at(0, y, x)));
    }

    /** One place of {@code small} to every k x k block of {@code large}: a transposed convolution, or a convolution's transpose. */
    static LinearPlan placesToBlocks(Layout small, Layout large, int k, int smallWeightStride, int largeWeightStride) {
        LinearPlan transpose = blocksToPlaces(large, small, k, smallWeightStride, largeWeightStride);
        return new LinearPlan(
                /* rowWeight= */ transpose.tapWeight(),
                /* rowOut= */ transpose.tapIn(),
                /* tapWeight= */ transpose.rowWeight(),
                /* tapIn= */ transpose.rowOut(),
                /* positionIn= */ transpose.positionOut(),
                /* positionOut= */ transpose.positionIn());
    }

    /** All of {@code in} to {@code outputs} values; weights are [output][channel][row][column]. */
    static LinearPlan dense(Layout in, Layout out) {
        int features = in.channels() * in.positions();
        int[] rows = IntStream.range(0, out.channels()).toArray();
        int[] taps = IntStream.range(0, features).toArray();
        return new LinearPlan(
                map(rows, row -> row * features),
                map(rows, row -> out.at(row, 0, 0) - out.at(0, 0, 0)),
                taps,
                map(taps, tap -> featureOffset(in, tap)),
                new int[] {in.at(0, 0, 0)},
                new int[] {out.at(0, 0, 0)});
    }

    /** The transpose of {@link #dense}. */
    static LinearPlan denseTransposed(Layout out, Layout in) {
        LinearPlan plan = dense(in, out);
        return new LinearPlan(
                plan.tapWeight(), plan.tapIn(), plan.rowWeight(), plan.rowOut(), plan.positionOut(), plan.positionIn());
    }

    private static int featureOffset(Layout in, int feature) {
        int channel = feature / in.positions();
        int position = feature % in.positions();
        return in.at(channel, position / in.columns(), position % in.columns()) - in.at(0, 0, 0);
    }

    /**
     * A transposed convolution of stride 1 whose output has the size of its input: the full one, cropped from offset
     * {@code before}. Weights are [output][input][k][k]; {@code in} needs padding.
     */
    static LinearPlan same(Layout in, Layout out, int k, int before) {
        return same(in, out, k, before, 0, out.rows(), 0, k);
    }

    /** The same map, but for rows near a border without the taps that only see padding above or below. */
    static LinearMap sameWithinRows(Layout in, Layout out, int k, int before) {
        return byRows(
                out.rows(),
                y -> Math.max(0, y + before - out.rows() + 1),
                y -> Math.min(k, y + before + 1),
                (fromRow, toRow, fromTap, toTap) -> same(in, out, k, before, fromRow, toRow, fromTap, toTap));
    }

    private static LinearPlan same(
            Layout in, Layout out, int k, int before, int fromRow, int toRow, int fromTap, int toTap) {
        int[] rows = IntStream.range(0, out.channels()).toArray();
        int square = k * k;
        return new LinearPlan(
                map(rows, row -> row * in.channels() * square),
                map(rows, row -> out.at(row, 0, 0) - out.at(0, 0, 0)),
                taps(in.channels(), k, fromTap, toTap, (channel, tap) -> channel * square + tap),
                taps(
                        in.channels(),
                        k,
                        fromTap,
                        toTap,
                        (channel, tap) -> in.at(channel, before - tap / k, before - tap % k) - in.at(0, 0, 0)),
                places(out, fromRow, toRow, (y, x) -> in.at(0, y, x)),
                places(out, fromRow, toRow, (y, x) -> out.at(0, y, x)));
    }

    /**
     * The transpose of {@link #sameWithinRows}; {@code out}, where the gradient comes from, needs padding.
     */
    static LinearMap sameTransposed(Layout out, Layout in, int k, int before) {
        return byRows(
                in.rows(),
                y -> Math.max(0, before - y),
                y -> Math.min(k, in.rows() + before - y),
                (fromRow, toRow, fromTap, toTap) -> sameTransposed(out, in, k, before, fromRow, toRow, fromTap, toTap));
    }

    private static LinearPlan sameTransposed(
            Layout out, Layout in, int k, int before, int fromRow, int toRow, int fromTap, int toTap) {
        int[] rows = IntStream.range(0, in.channels()).toArray();
        int square = k * k;
        return new LinearPlan(
                map(rows, row -> row * square),
                map(rows, row -> in.at(row, 0, 0) - in.at(0, 0, 0)),
                taps(out.channels(), k, fromTap, toTap, (channel, tap) -> channel * in.channels() * square + tap),
                taps(
                        out.channels(),
                        k,
                        fromTap,
                        toTap,
                        (channel, tap) -> out.at(channel, tap / k - before, tap % k - before) - out.at(0, 0, 0)),
                places(in, fromRow, toRow, (y, x) -> out.at(0, y, x)),
                places(in, fromRow, toRow, (y, x) -> in.at(0, y, x)));
    }

    /** Makes a plan for some rows of places (from, to) with some rows of taps (from, to). */
    private interface RowsPlan {
        LinearPlan of(int fromRow, int toRow, int fromTap, int toTap);
    }

    /** One plan for every range of rows that see the same rows of taps. */
    private static LinearMap byRows(int rows, IntUnaryOperator fromTap, IntUnaryOperator toTap, RowsPlan plan) {
        List<LinearPlan> plans = new ArrayList<>();
        int from = 0;
        for (int row = 1; row <= rows; row++) {
            if (row == rows
                    || fromTap.applyAsInt(row) != fromTap.applyAsInt(from)
                    || toTap.applyAsInt(row) != toTap.applyAsInt(from)) {
                plans.add(plan.of(from, row, fromTap.applyAsInt(from), toTap.applyAsInt(from)));
                from = row;
            }
        }
        return new LinearMap(plans);
    }

    private static int[] blockOffsets(int channels, int k, IntBinaryOperator offset) {
        return taps(channels, k, 0, k, offset);
    }

    /** Offsets of k x k taps of all channels, of which only some rows are taken. */
    private static int[] taps(int channels, int k, int fromRow, int toRow, IntBinaryOperator offset) {
        int taken = (toRow - fromRow) * k;
        return IntStream.range(0, channels * taken)
                .map(i -> offset.applyAsInt(i / taken, fromRow * k + i % taken))
                .toArray();
    }

    private static int[] places(Layout layout, IntBinaryOperator offset) {
        return places(layout, 0, layout.rows(), offset);
    }

    private static int[] places(Layout layout, int fromRow, int toRow, IntBinaryOperator offset) {
        return IntStream.range(fromRow * layout.columns(), toRow * layout.columns())
                .map(i -> offset.applyAsInt(i / layout.columns(), i % layout.columns()))
                .toArray();
    }

    private static int[] map(int[] values, IntUnaryOperator function) {
        return IntStream.of(values).map(function).toArray();
    }
}
