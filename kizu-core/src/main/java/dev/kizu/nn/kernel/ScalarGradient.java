package dev.kizu.nn.kernel;

/**
 * Weight gradients. A sum over places has one order, so that only different sums can share a vector instruction: of inputs and output gradients,
 * those of which there are more are transposed, and {@link ScalarProducts} adds them up times the others. Benchmarks:
 * {@code KernelBenchmark.transposedConvolutionGradient}, {@code KernelBenchmark.headGradient}.
 */
final class ScalarGradient {
    private ScalarGradient() {}

    static void apply(
            LinearPlan plan,
            int fromRow,
            int toRow,
            int groups,
            float[] outGradient,
            int outAt,
            int outStride,
            float[] in,
            int inAt,
            int inStride,
            float[] weightGradient,
            int weightsAt) {
        ScalarScratch scratch = ScalarScratch.get();
        ScalarOperand taps = scratch.taps;
        ScalarOperand rows = scratch.rows;
        taps.set(in, inAt, inStride, plan.positionIn(), plan.tapIn(), 0, plan.taps());
        rows.set(outGradient, outAt, outStride, plan.positionOut(), plan.rowOut(), fromRow, toRow - fromRow);
        if (scratch.windows.find(plan)) {
            scratch.windows.apply(plan, scratch, fromRow, groups, weightGradient, weightsAt);
        } else if (taps.count() >= rows.count()) {
            apply(plan, scratch, taps, rows, true, fromRow, groups, weightGradient, weightsAt);
        } else {
            apply(plan, scratch, rows, taps, false, fromRow, groups, weightGradient, weightsAt);
        }
        taps.clear();
        rows.clear();
    }

    private static void apply(
            LinearPlan plan,
            ScalarScratch scratch,
            ScalarOperand many,
            ScalarOperand few,
            boolean manyTaps,
            int fromRow,
            int groups,
            float[] weightGradient,
            int weightsAt) {
        ScalarProducts products = scratch.products;
        for (int first = 0; first < many.count(); first += ScalarTranspose.MOST) {
            int size = Math.min(ScalarTranspose.MOST, many.count() - first);
            for (int i = 0; i < size; i++) {
                products.setOffset(i, many.offset(first + i));
            }
            for (int factor = 0; factor < few.count(); factor += ScalarProducts.FACTORS) {
                int factors = Math.min(ScalarProducts.FACTORS, few.count() - factor);
                products.begin(size, factors);
                addPlaces(plan, products, many, few, factor, factors, groups);
                for (int j = 0; j < factors; j++) {
                    float[] total = products.total(j, scratch.first);
                    for (int i = 0; i < size; i++) {
                        int row = manyTaps ? factor + j : first + i;
                        int tap = manyTaps ? first + i : factor + j;
                        weightGradient[weightsAt + plan.rowWeight()[fromRow + row] + plan.tapWeight()[tap]] = total[i];
                    }
                }
            }
        }
    }

    private static void addPlaces(
            LinearPlan plan,
            ScalarProducts products,
            ScalarOperand many,
            ScalarOperand few,
            int factor,
            int factors,
            int groups) {
        int places = 0;
        for (int group = 0; group < groups; group++) {
            for (int position = 0; position < plan.positions(); position++) {
                products.transpose(places, many.values, many.place(group, position));
                products.setOther(places, few.place(group, position));
                places++;
                if (places == ScalarProducts.PLACES) {
                    products.add(places, few, factor, factor + factors, 0);
                    places = 0;
                }
            }
        }
        products.add(places, few, factor, factor + factors, 0);
    }
}
