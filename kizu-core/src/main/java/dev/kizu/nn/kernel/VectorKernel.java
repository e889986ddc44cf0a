package dev.kizu.nn.kernel;

import org.jspecify.annotations.Nullable;

/** The vector kernel, in registers of 128 to 512 bits. Load it only where the module {@code jdk.incubator.vector} is present. */
final class VectorKernel implements Kernel {
    /** Creates it, and readies the compiler. */
    VectorKernel() {
        VectorWarmUp.run();
    }

    @Override
    public String description() {
        return "vector " + VectorLanes.SPECIES.vectorBitSize() + " bits";
    }

    @Override
    public void linear(
            LinearPlan plan,
            float[] packed,
            int packedAt,
            float @Nullable [] bias,
            int biasAt,
            boolean relu,
            float[] in,
            int inAt,
            float[] out,
            int outAt) {
        VectorLinear.apply(plan, packed, packedAt, bias, biasAt, relu, in, inAt, out, outAt);
    }

    @Override
    public void lines(
            PiecewiseLinear functions,
            boolean relu,
            float[] in,
            int inAt,
            int[] offsets,
            float[] out,
            int outAt,
            float[] scratch,
            int scratchAt) {
        VectorLines.apply(functions, relu, in, inAt, offsets, out, outAt, scratch, scratchAt);
    }

    @Override
    public void prepare(PiecewiseLinear functions) {
        VectorLines.prepare(functions);
    }

    @Override
    public void addMultiple(float factor, float[] x, int xAt, float[] y, int yAt, float[] to, int toAt, int count) {
        VectorRows.addMultiple(factor, x, xAt, y, yAt, to, toAt, count);
    }

    @Override
    public float squaredDistance(float[] x, int xAt, float[] y, int yAt, int count, float[] scratch) {
        return VectorRows.squaredDistance(x, xAt, y, yAt, count, scratch);
    }

    @Override
    public void channelGradient(
            float slope,
            float start,
            float[] lines,
            int at,
            int outputs,
            float[] weights,
            int weightsAt,
            float[] weightGradient,
            int toAt,
            float[] sums,
            int sumsAt) {
        VectorRows.channelGradient(
                slope, start, lines, at, outputs, weights, weightsAt, weightGradient, toAt, sums, sumsAt);
    }

    @Override
    public void linesGradient(
            PiecewiseLinear functions,
            float[] in,
            int inAt,
            int[] offsets,
            float[] gradient,
            int gradientAt,
            float[] inGradient,
            int inGradientAt,
            float[] linesGradient,
            int linesGradientAt,
            float[] scratch) {
        VectorLinesGradient.apply(
                functions,
                in,
                inAt,
                offsets,
                gradient,
                gradientAt,
                inGradient,
                inGradientAt,
                linesGradient,
                linesGradientAt,
                scratch);
    }

    @Override
    public void linearGradient(
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
            int weightsAt,
            float[] scratch) {
        VectorLinear.gradient(
                plan,
                fromRow,
                toRow,
                groups,
                outGradient,
                outAt,
                outStride,
                in,
                inAt,
                inStride,
                weightGradient,
                weightsAt,
                scratch);
    }

    @Override
    public void sums(Layout layout, float[] values, int at, float[] sums, int sumsAt, float[] scratch) {
        VectorBatchNorm.sums(layout, values, at, sums, sumsAt, scratch);
    }

    @Override
    public void scale(
            Layout inLayout,
            float[] in,
            int inAt,
            float[] scale,
            float[] shift,
            boolean relu,
            Layout outLayout,
            float[] out,
            int outAt) {
        VectorBatchNorm.scale(inLayout, in, inAt, scale, shift, relu, outLayout, out, outAt);
    }

    @Override
    public void gradientSums(
            Layout layout,
            float[] values,
            int at,
            float[] scale,
            float[] shift,
            boolean relu,
            float[] inverse,
            float[] offset,
            Layout gradientLayout,
            float[] gradient,
            int gradientAt,
            float[] sums,
            int sumsAt,
            float[] scratch) {
        VectorBatchNorm.gradientSums(
                layout,
                values,
                at,
                scale,
                shift,
                relu,
                inverse,
                offset,
                gradientLayout,
                gradient,
                gradientAt,
                sums,
                sumsAt,
                scratch);
    }

    @Override
    public void combine(
            Layout layout,
            float[] values,
            int at,
            float[] a,
            float[] b,
            float[] d,
            Layout gradientLayout,
            float[] gradient,
            int gradientAt) {
        VectorBatchNorm.combine(layout, values, at, a, b, d, gradientLayout, gradient, gradientAt);
    }

    @Override
    public void sampleLatent(int latent, float[] heads, int headsAt, float[] noise, int noiseAt, float[] z, int zAt) {
        VectorLatent.sample(latent, heads, headsAt, noise, noiseAt, z, zAt);
    }

    @Override
    public void latentGradient(
            int latent,
            float klScale,
            float[] heads,
            int headsAt,
            float[] noise,
            int noiseAt,
            float[] zGradient,
            int zAt,
            float[] headsGradient,
            int headsGradientAt) {
        VectorLatent.gradient(
                latent, klScale, heads, headsAt, noise, noiseAt, zGradient, zAt, headsGradient, headsGradientAt);
    }

    @Override
    public void klTerm(int latent, float[] heads, int headsAt, float[] kl, int klAt) {
        VectorLatent.klTerm(latent, heads, headsAt, kl, klAt);
    }

    @Override
    public void gaussianLoss(
            Layout logitsLayout,
            float[] logits,
            int logitsAt,
            Layout pixels,
            float[] x,
            int xAt,
            float varianceFloor,
            float lossScale,
            float[] terms,
            int termsAt,
            Layout gradientLayout,
            float[] gradient,
            int gradientAt) {
        VectorGaussian.loss(
                logitsLayout,
                logits,
                logitsAt,
                pixels,
                x,
                xAt,
                varianceFloor,
                lossScale,
                terms,
                termsAt,
                gradientLayout,
                gradient,
                gradientAt);
    }

    @Override
    public void gaussianTerms(
            Layout logitsLayout,
            float[] logits,
            int logitsAt,
            Layout pixels,
            float[] x,
            int xAt,
            float varianceFloor,
            float[] terms,
            int termsAt) {
        VectorGaussianTerms.apply(logitsLayout, logits, logitsAt, pixels, x, xAt, varianceFloor, terms, termsAt);
    }

    @Override
    public void gaussianTermsAndSquares(
            Layout logitsLayout,
            float[] logits,
            int logitsAt,
            Layout pixels,
            float[] x,
            int xAt,
            float varianceFloor,
            float[] terms,
            int termsAt) {
        VectorGaussian.termsAndSquares(logitsLayout, logits, logitsAt, pixels, x, xAt, varianceFloor, terms, termsAt);
    }

    @Override
    public void addToMap(
            Layout logitsLayout,
            float[] squares,
            int squaresAt,
            float[] factors,
            Layout pixels,
            float[] map,
            int mapAt) {
        VectorGaussian.addToMap(logitsLayout, squares, squaresAt, factors, pixels, map, mapAt);
    }
}
