package dev.kizu.nn;

import dev.kizu.nn.kernel.Kernel;

/** What one {@link BatchNormalization} knows of one batch. Groups may be summed from several threads; the rest is for one thread. */
public final class BatchStatistics {
    private final BatchNormalization layer;
    final float[] sums;
    final float[] scale;
    final float[] shift;
    final float[] inverse;
    final float[] offset;
    final float[] valueFactor;
    final float[] constant;
    private final double[] means;

    /** Space for a batch of so many groups. */
    public BatchStatistics(BatchNormalization layer, int groups) {
        int channels = layer.layout().channels();
        this.layer = layer;
        sums = new float[groups * 2 * channels];
        scale = new float[channels];
        shift = new float[channels];
        inverse = new float[channels];
        offset = new float[channels];
        valueFactor = new float[channels];
        constant = new float[channels];
        means = new double[channels];
    }

    /** Sums one group's values. */
    public void sum(Kernel kernel, int group, float[] values, int at, float[] scratch) {
        int channels = layer.layout().channels();
        kernel.sums(layer.layout(), values, at, sums, group * 2 * channels, scratch);
    }

    /**
     * Turns the sums of groups into mean and variance, and updates the running statistics (by the unbiased variance).
     *
     * @param groups groups in this batch
     * @param patches patches in this batch
     */
    public void finishForward(int groups, int patches, float[] parameters, float[] running) {
        finishForward(totals(groups), patches, parameters, running);
    }

    /**
     * The same with sums that the caller knows.
     *
     * @param totals for each channel the sum of its values over the batch, then of their squares
     */
    public void finishForward(double[] totals, int patches, float[] parameters, float[] running) {
        int channels = layer.layout().channels();
        double count = (double) patches * layer.layout().positions();
        for (int channel = 0; channel < channels; channel++) {
            double mean = totals[2 * channel] / count;
            double variance = Math.max(0, totals[2 * channel + 1] / count - mean * mean);
            double inverseDeviation = 1 / Math.sqrt(variance + BatchNormalization.EPSILON);
            double factor = parameters[layer.gamma().offset() + channel] * inverseDeviation;
            means[channel] = mean;
            inverse[channel] = (float) inverseDeviation;
            offset[channel] = (float) (-mean * inverseDeviation);
            scale[channel] = (float) factor;
            shift[channel] = (float) (parameters[layer.beta().offset() + channel] - mean * factor);
            double unbiased = count > 1 ? variance * count / (count - 1) : variance;
            blend(running, layer.mean().offset() + channel, mean);
            blend(running, layer.variance().offset() + channel, unbiased);
        }
    }

    private static void blend(float[] running, int at, double newest) {
        running[at] = (float) (running[at] + BatchNormalization.UPDATE * (newest - running[at]));
    }

    /** Turns the sums of groups into the gradients of gamma and beta and into the factors of the second half of the way back. */
    public void finishBackward(int groups, int patches, float[] gradients) {
        finishBackward(totals(groups), patches, gradients);
    }

    /**
     * The same with sums that the caller knows.
     *
     * @param totals for each channel the sum of the output's gradient over the batch, then of gradient times normalised value
     */
    public void finishBackward(double[] totals, int patches, float[] gradients) {
        int channels = layer.layout().channels();
        double count = (double) patches * layer.layout().positions();
        for (int channel = 0; channel < channels; channel++) {
            double gradientSum = totals[2 * channel];
            double productSum = totals[2 * channel + 1];
            gradients[layer.beta().offset() + channel] = (float) gradientSum;
            gradients[layer.gamma().offset() + channel] = (float) productSum;
            double factor = -scale[channel] * productSum / count * inverse[channel];
            valueFactor[channel] = (float) factor;
            constant[channel] = (float) (-scale[channel] * gradientSum / count - factor * means[channel]);
        }
    }

    private double[] totals(int groups) {
        double[] totals = new double[2 * layer.layout().channels()];
        for (int group = 0; group < groups; group++) {
            for (int i = 0; i < totals.length; i++) {
                totals[i] += sums[group * totals.length + i];
            }
        }
        return totals;
    }

    /** What a channel's values are multiplied by; {@link #shift} is added then. Of the batch whose forward pass was finished last. */
    public float scale(int channel) {
        return scale[channel];
    }

    /** What is added to a channel's values once they are scaled. */
    public float shift(int channel) {
        return shift[channel];
    }

    /** One over a channel's standard deviation. */
    public float inverse(int channel) {
        return inverse[channel];
    }

    /** What is added to a channel's value times {@link #inverse}, for the normalised value. */
    public float offset(int channel) {
        return offset[channel];
    }

    /** A channel's value times this, and {@link #constant}, come to its gradient once that is scaled. Of the backward pass that was finished last. */
    public float valueFactor(int channel) {
        return valueFactor[channel];
    }

    /** What is added to a channel's gradients, whatever their values. */
    public float constant(int channel) {
        return constant[channel];
    }
}
