package dev.kizu.nn.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The arithmetic that training and scoring are made of, for one group of sixteen patches at a time. Stateless and safe to
 * share between threads. All kernels give the same bits. {@code scratch} arrays need {@link #SCRATCH} floats and belong to
 * the calling thread.
 */
public interface Kernel {
    /** Floats that a scratch array needs. */
    int SCRATCH = 32 * Lanes.COUNT;

    /** Where panels begin in a larger scratch array: at a cache line's beginning if the array is large ({@link LaneMemory}). */
    int PANELS = SCRATCH + LaneMemory.START;

    /** Floats of scratch that {@link #linesGradient} needs. */
    int LINES_SCRATCH = PANELS + (Lanes.COUNT + 2) * Lanes.COUNT + PiecewiseLinear.SCRATCH;

    /** What computes, for people, e.g. {@code vector 512 bits}. */
    String description();

    /**
     * Applies a plan. Sums start from the row's bias (or 0) and run over the taps in order, each step one fma.
     *
     * @param packed the weights, packed by {@link LinearPlan#pack}
     * @param bias one value a row from {@code biasAt} on, or null for none
     * @param relu whether negative results become 0
     */
    void linear(
            LinearPlan plan,
            float[] packed,
            int packedAt,
            float @Nullable [] bias,
            int biasAt,
            boolean relu,
            float[] in,
            int inAt,
            float[] out,
            int outAt);

    /**
     * Applies functions to a value of each lane, by one fma for each output.
     *
     * @param relu whether negative results become 0
     * @param in sixteen values from {@code inAt} on
     * @param offsets where outputs go, seen from {@code outAt}
     * @param scratch {@link PiecewiseLinear#SCRATCH} floats from {@code scratchAt} on
     */
    void lines(
            PiecewiseLinear functions,
            boolean relu,
            float[] in,
            int inAt,
            int[] offsets,
            float[] out,
            int outAt,
            float[] scratch,
            int scratchAt);

    /** Makes what {@link #lines} would make at its first call: for when several threads are about to call it. */
    void prepare(PiecewiseLinear functions);

    /** {@code to = factor * x + y}, by fma, for so many numbers. {@code to} may be one of the others. */
    void addMultiple(float factor, float[] x, int xAt, float[] y, int yAt, float[] to, int toAt, int count);

    /**
     * The sum of the squares of differences of two vectors: the kth goes to the (k mod 16)th of sixteen sums, each by fma in order, which are added up as
     * lanes are.
     *
     * @param scratch sixteen floats
     */
    float squaredDistance(float[] x, int xAt, float[] y, int yAt, int count, float[] scratch);

    /**
     * What the gradients of lines, summed over the segments in which a channel is active, come to. Of each output k, with S its slope's gradient and T
     * its start's: the channel's weight for it gets {@code slope * S + start * T}; and {@code weight * T} and {@code weight * S} are summed over outputs, in
     * sixteen sums each, of which k belongs to the (k mod 16)th.
     *
     * @param slope the channel's
     * @param start the channel's
     * @param lines the slopes' gradients from {@code at} on, then the starts'
     * @param weights one for each output
     * @param weightGradient receives one for each output
     * @param sums receives sixteen for starts, then sixteen for slopes
     */
    void channelGradient(
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
            int sumsAt);

    /**
     * The way back through {@link #lines}, without rectifier. Adds to the gradients of slopes (gradient times value, by fma) and starts, lane by
     * lane in order. A lane's value gets the sum over outputs of gradient times slope: output k belongs to the (k mod 16)th of sixteen sums, each by
     * fma in order, which are added up as lanes are.
     *
     * @param in sixteen values from {@code inAt} on
     * @param gradient of the outputs, where {@code offsets} say, seen from {@code gradientAt}
     * @param inGradient receives sixteen values
     * @param linesGradient from {@code linesGradientAt} on, for each segment the slopes' gradients, then the starts'
     * @param scratch {@link #LINES_SCRATCH} floats
     */
    void linesGradient(
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
            float[] scratch);

    /**
     * The gradient of a plan's weights: for rows {@code fromRow} to {@code toRow} and every tap, the sum of output gradient
     * times input over groups, positions (in order, by fma) and then lanes. Overwrites.
     *
     * @param groups number of groups; group g begins {@code g * outStride} and {@code g * inStride} floats further on
     * @param scratch at least {@link #gradientScratch} floats
     */
    void linearGradient(
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
            float[] scratch);

    /** Floats of scratch that {@link #linearGradient} needs: every place of every tap, and of four rows, is copied once. */
    static int gradientScratch(LinearPlan plan, int groups) {
        int places = Math.max(2, Math.multiplyExact(groups, plan.positions()));
        int copies = Math.addExact(plan.taps(), 2 * LinearPlan.ROW_BLOCK);
        return Math.addExact(PANELS, Math.multiplyExact(Math.multiplyExact(places, copies), Lanes.COUNT));
    }

    /** For each channel c the sum over positions and lanes: of values into {@code sums[2c]}, of squares into {@code sums[2c+1]}. */
    void sums(Layout layout, float[] values, int at, float[] sums, int sumsAt, float[] scratch);

    /** {@code out = in * scale[channel] + shift[channel]} by one fma, negative results set to 0 if {@code relu}. */
    void scale(
            Layout inLayout,
            float[] in,
            int inAt,
            float[] scale,
            float[] shift,
            boolean relu,
            Layout outLayout,
            float[] out,
            int outAt);

    /**
     * First half of batch normalisation's backward pass. Sets gradient entries to 0 where the rectified output was not
     * positive (if {@code relu}), then sums, for each channel c: the gradient into {@code sums[2c]}, gradient times normalised
     * value into {@code sums[2c+1]}. The normalised value is {@code value * inverse[c] + offset[c]}.
     */
    void gradientSums(
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
            float[] scratch);

    /** Second half: {@code gradient = gradient * a[c] + (value * b[c] + d[c])}, by two fmas, in place. */
    void combine(
            Layout layout,
            float[] values,
            int at,
            float[] a,
            float[] b,
            float[] d,
            Layout gradientLayout,
            float[] gradient,
            int gradientAt);

    /**
     * Draws the latent vector: {@code z = mean + exp(logVariance / 2) * noise}.
     *
     * @param heads {@code latent} means, then {@code latent} log-variances, sixteen lanes each
     * @param noise standard normal values
     */
    void sampleLatent(int latent, float[] heads, int headsAt, float[] noise, int noiseAt, float[] z, int zAt);

    /**
     * Gradients of the latent heads: {@code dMean = dz + kl * mean} and
     * {@code dLogVariance = dz * noise * exp(logVariance / 2) / 2 + kl / 2 * (exp(logVariance) - 1)}.
     */
    void latentGradient(
            int latent,
            float klScale,
            float[] heads,
            int headsAt,
            float[] noise,
            int noiseAt,
            float[] zGradient,
            int zAt,
            float[] headsGradient,
            int headsGradientAt);

    /** D of each lane: {@code 1/2 sum(-1 - logVariance + mean^2 + exp(logVariance))}. */
    void klTerm(int latent, float[] heads, int headsAt, float[] kl, int klAt);

    /**
     * The Gaussian log-likelihood under predicted mean and variance. Logits have channels 0..C-1 for the mean and C..2C-1 for
     * the variance: {@code mu = sigmoid(logit)}, {@code sigma^2 = floor + (1 - floor) * sigmoid(logit)}.
     *
     * @param logits are overwritten
     * @param x the pixels, C channels
     * @param terms receives A in lanes 0..15 and M in lanes 16..31
     * @param gradient receives {@code lossScale *} the gradient with respect to the logits
     */
    void gaussianLoss(
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
            int gradientAt);

    /**
     * A and M as in {@link #gaussianLoss}, without gradients; sums run over channels, rows, columns in order. Logits are overwritten, with
     * nothing that is of use.
     */
    void gaussianTerms(
            Layout logitsLayout,
            float[] logits,
            int logitsAt,
            Layout pixels,
            float[] x,
            int xAt,
            float varianceFloor,
            float[] terms,
            int termsAt);

    /**
     * The same, and leaves {@code (x - mu)^2 / sigma^2} of every pixel where the mean's logits were; the variance's logits are overwritten
     * too.
     */
    void gaussianTermsAndSquares(
            Layout logitsLayout,
            float[] logits,
            int logitsAt,
            Layout pixels,
            float[] x,
            int xAt,
            float varianceFloor,
            float[] terms,
            int termsAt);

    /**
     * Adds what {@link #gaussianTermsAndSquares} left, times its lane's factor, to a map with one channel, placed like the pixels.
     *
     * @param factors sixteen factors
     */
    void addToMap(
            Layout logitsLayout,
            float[] squares,
            int squaresAt,
            float[] factors,
            Layout pixels,
            float[] map,
            int mapAt);
}
