package dev.kizu.nn.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Plain loops that say what every kernel computes. */
final class PlainKernel implements Kernel {
    @Override
    public String description() {
        return "plain";
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
        PlainLinear.apply(plan, packed, packedAt, bias, biasAt, relu, in, inAt, out, outAt);
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
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            float x = in[inAt + lane];
            int slopes = functions.linesAt() + functions.lineAt(x);
            for (int output = 0; output < functions.outputs(); output++) {
                float slope = functions.memory()[slopes + output];
                float start = functions.memory()[slopes + functions.outputs() + output];
                float value = Math.fma(slope, x, start);
                out[outAt + offsets[output] + lane] = relu ? Math.max(0f, value) : value;
            }
        }
    }

    @Override
    public void prepare(PiecewiseLinear functions) {
        // lines are read as they are
    }

    @Override
    public void addMultiple(float factor, float[] x, int xAt, float[] y, int yAt, float[] to, int toAt, int count) {
        for (int i = 0; i < count; i++) {
            to[toAt + i] = Math.fma(factor, x[xAt + i], y[yAt + i]);
        }
    }

    @Override
    public float squaredDistance(float[] x, int xAt, float[] y, int yAt, int count, float[] scratch) {
        float[] sums = new float[Lanes.COUNT];
        for (int i = 0; i < count; i++) {
            float difference = x[xAt + i] - y[yAt + i];
            int lane = i % Lanes.COUNT;
            sums[lane] = Math.fma(difference, difference, sums[lane]);
        }
        return Lanes.sum(sums, 0);
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
        Arrays.fill(sums, sumsAt, sumsAt + 2 * Lanes.COUNT, 0f);
        for (int i = 0; i < outputs; i++) {
            float ofSlope = lines[at + i];
            float ofStart = lines[at + outputs + i];
            weightGradient[toAt + i] = Math.fma(ofStart, start, ofSlope * slope);
            int to = sumsAt + i % Lanes.COUNT;
            sums[to] = Math.fma(weights[weightsAt + i], ofStart, sums[to]);
            to += Lanes.COUNT;
            sums[to] = Math.fma(weights[weightsAt + i], ofSlope, sums[to]);
        }
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
        int outputs = functions.outputs();
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            float x = in[inAt + lane];
            int slopes = functions.lineAt(x);
            float[] sums = new float[Lanes.COUNT];
            for (int output = 0; output < outputs; output++) {
                float g = gradient[gradientAt + offsets[output] + lane];
                int slope = linesGradientAt + slopes + output;
                linesGradient[slope] = Math.fma(g, x, linesGradient[slope]);
                linesGradient[slope + outputs] += g;
                int sum = output % Lanes.COUNT;
                sums[sum] = Math.fma(g, functions.memory()[functions.linesAt() + slopes + output], sums[sum]);
            }
            inGradient[inGradientAt + lane] = Lanes.sum(sums, 0);
        }
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
        PlainLinear.gradient(
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
        PlainBatchNorm.sums(layout, values, at, sums, sumsAt, scratch);
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
        PlainBatchNorm.scale(inLayout, in, inAt, scale, shift, relu, outLayout, out, outAt);
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
        PlainBatchNorm.gradientSums(
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
        PlainBatchNorm.combine(layout, values, at, a, b, d, gradientLayout, gradient, gradientAt);
    }

    @Override
    public void sampleLatent(int latent, float[] heads, int headsAt, float[] noise, int noiseAt, float[] z, int zAt) {
        PlainLatent.sample(latent, heads, headsAt, noise, noiseAt, z, zAt);
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
        PlainLatent.gradient(
                latent, klScale, heads, headsAt, noise, noiseAt, zGradient, zAt, headsGradient, headsGradientAt);
    }

    @Override
    public void klTerm(int latent, float[] heads, int headsAt, float[] kl, int klAt) {
        PlainLatent.klTerm(latent, heads, headsAt, kl, klAt);
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
        PlainGaussian.loss(
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
        PlainGaussian.terms(logitsLayout, logits, logitsAt, pixels, x, xAt, varianceFloor, terms, termsAt);
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
        PlainGaussian.termsAndSquares(logitsLayout, logits, logitsAt, pixels, x, xAt, varianceFloor, terms, termsAt);
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
        PlainGaussian.addToMap(logitsLayout, squares, squaresAt, factors, pixels, map, mapAt);
    }
}
