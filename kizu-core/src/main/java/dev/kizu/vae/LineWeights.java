package dev.kizu.vae;

import dev.kizu.nn.BatchStatistics;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.LaneMemory;
import dev.kizu.nn.kernel.PiecewiseLinear;
import java.util.Arrays;
import java.util.Objects;

/**
 * The weights of the decoder's first two stages in training: on the way forward they become lines ({@link PartBends}), on the way back the gradients
 * of lines become theirs.
 *
 * <p>The first stage's values are {@code w[c] x} at each of 2x2 parts, so batch normalisation's sums follow from those of x and x^2. Channel c is active
 * in some neighbouring segments. With T the sum of the starts' gradients over these, and U that of the slopes', its weights w[c][k] in the second
 * stage get {@code a[c] U[k] + b[c] T[k]}; with {@code t = sum over k of w[c][k] T[k]} and u likewise from U, the gradients of its output sum up to t,
 * and those times x to u: all that batch normalisation and the first stage's weights ask for.
 */
final class LineWeights {
    static final int PARTS = PlaceLines.SQUARE;

    private final Batch batch;
    private final Kernel kernel;
    private final BatchStatistics statistics;
    private final int channels;
    private final int outputs;
    private final int firstWeights;
    private final int secondWeights;
    /** Holds lines, and gradients of lines and weights; the fields that follow say where. */
    final float[] memory;

    private final int[] lines = new int[PARTS];
    private final int[] lineGradients;
    private final int[] weightGradients = new int[PARTS];
    private final int[] running = new int[PARTS];

    private final PartBends[] bends = new PartBends[PARTS];
    private final PiecewiseLinear[] functions = new PiecewiseLinear[PARTS];
    /** Sums of x and x^2. */
    private final double[] placeTotals = new double[2];
    /** For each part, t and u of each channel. */
    private final double[][] outputSums;

    private float placeFactor;
    private float placeConstant;

    /**
     * Prepares.
     *
     * @param first number of the first stage's block
     */
    LineWeights(Batch batch, int first) {
        this.batch = batch;
        kernel = batch.kernel;
        statistics = Objects.requireNonNull(batch.buffers.statistics[first]);
        firstWeights = batch.block(first).linear().weights().offset();
        secondWeights = batch.block(first + 1).linear().weights().offset();
        channels = batch.block(first).linear().out().channels();
        outputs = batch.block(first + 1).linear().out().channels() * PARTS;
        outputSums = new double[PARTS][2 * channels];
        LaneMemory layout = new LaneMemory();
        Arrays.setAll(lines, part -> layout.reserve(PiecewiseLinear.space(outputs, channels + 1)));
        lineGradients = new int[batch.buffers.shards * PARTS];
        Arrays.setAll(lineGradients, i -> layout.reserve(2 * outputs * (channels + 1)));
        Arrays.setAll(weightGradients, part -> layout.reserve(channels * outputs));
        Arrays.setAll(running, part -> layout.reserve(2 * outputs));
        memory = layout.allocate();
    }

    /** For one thread: the first stage's batch normalisation, from the sums of x and x^2 over places and patches. */
    void finishForward(double sum, double squares) {
        placeTotals[0] = sum;
        placeTotals[1] = squares;
        double[] totals = new double[2 * channels];
        for (int i = 0; i < channels * PARTS; i++) {
            double weight = batch.parameters[firstWeights + i];
            totals[i / PARTS * 2] += weight * sum;
            totals[i / PARTS * 2 + 1] += weight * weight * squares;
        }
        statistics.finishForward(totals, batch.patches(), batch.parameters, batch.running);
    }

    /** Sums up one part's lines. */
    void build(int part) {
        float[] slopes = new float[channels];
        float[] starts = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            slopes[channel] = statistics.scale(channel) * firstWeight(channel, part);
            starts[channel] = statistics.shift(channel);
        }
        PartBends own = new PartBends(slopes, starts);
        int line = 2 * outputs;
        int at = lines[part];
        Arrays.fill(memory, at, at + line, 0f);
        for (int channel = 0; channel < channels; channel++) {
            if (own.begins(channel)) {
                add(1, channel, own, at, at);
            }
        }
        for (int i = 0; i < own.bends.length; i++) {
            add(own.rises(i) ? 1 : -1, own.channel(i), own, at + i * line, at + (i + 1) * line);
        }
        bends[part] = own;
        functions[part] = new PiecewiseLinear(own.bends, outputs, memory, at);
        kernel.prepare(functions[part]);
    }

    private void add(int sign, int channel, PartBends own, int from, int to) {
        float[] parameters = batch.parameters;
        int weights = secondWeights + channel * outputs;
        float slope = sign * own.slope(channel);
        float start = sign * own.start(channel);
        kernel.addMultiple(slope, parameters, weights, memory, from, memory, to, outputs);
        kernel.addMultiple(start, parameters, weights, memory, from + outputs, memory, to + outputs, outputs);
    }

    private float firstWeight(int channel, int part) {
        return batch.parameters[firstWeights + channel * PARTS + part];
    }

    /** One part's lines as they were built last. */
    PiecewiseLinear functions(int part) {
        return functions[part];
    }

    /** Where the gradients of one part's lines begin in {@link #memory}, of one shard; sets them to 0. */
    int newGradients(int shard, int part) {
        int at = lineGradients[shard * PARTS + part];
        Arrays.fill(memory, at, at + 2 * outputs * bends[part].segments(), 0f);
        return at;
    }

    /** From the gradients of one part's lines to its share in those of weights. */
    void sumPart(int part) {
        int total = lineGradients[part];
        int size = 2 * outputs * bends[part].segments();
        for (int shard = 1; shard < batch.shards(); shard++) {
            kernel.addMultiple(1, memory, lineGradients[shard * PARTS + part], memory, total, memory, total, size);
        }
        new LineGradients(kernel, bends[part], memory, total, running[part], outputs)
                .write(batch.parameters, secondWeights, weightGradients[part], outputSums[part]);
    }

    /** For one thread: adds up parts, and writes the gradients of both stages' weights and of the first one's batch normalisation. */
    void finishBackward() {
        float[] gradient = batch.gradient();
        Arrays.fill(gradient, secondWeights, secondWeights + channels * outputs, 0f);
        for (int from : weightGradients) {
            kernel.addMultiple(1, memory, from, gradient, secondWeights, gradient, secondWeights, channels * outputs);
        }
        double[] totals = new double[2 * channels];
        for (int channel = 0; channel < channels; channel++) {
            for (int part = 0; part < PARTS; part++) {
                double sum = outputSums[part][2 * channel];
                double products = outputSums[part][2 * channel + 1];
                totals[2 * channel] += sum;
                totals[2 * channel + 1] += statistics.inverse(channel) * products * firstWeight(channel, part)
                        + statistics.offset(channel) * sum;
            }
        }
        statistics.finishBackward(totals, batch.patches(), gradient);
        double factor = 0;
        double constant = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int part = 0; part < PARTS; part++) {
                double weight = firstWeight(channel, part);
                double valueFactor = statistics.valueFactor(channel) * weight;
                gradient[firstWeights + channel * PARTS + part] =
                        (float) (statistics.scale(channel) * outputSums[part][2 * channel + 1]
                                + valueFactor * placeTotals[1]
                                + statistics.constant(channel) * placeTotals[0]);
                factor += valueFactor * weight;
                constant += statistics.constant(channel) * weight;
            }
        }
        placeFactor = (float) factor;
        placeConstant = (float) constant;
    }

    /** What comes to a place's gradient for its value: that of batch normalisation, by way of mean and variance. */
    float share(float value) {
        return Math.fma(value, placeFactor, placeConstant);
    }
}
