package dev.kizu.nn;

/**
 * The Adam optimiser (Kingma and Ba 2015). Ranges of parameters may be updated from several threads; the arithmetic is element by
 * element, so the split does not change the result.
 */
public final class Adam {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;

    private final float epsilon;
    private final float[] first;
    private final float[] second;
    private long step;
    private float rate;
    private float scaledEpsilon;

    /**
     * Creates the optimiser.
     *
     * @param parameters number of parameters
     * @param epsilon added to the root of the second moment
     */
    public Adam(int parameters, float epsilon) {
        this.epsilon = epsilon;
        this.first = new float[parameters];
        this.second = new float[parameters];
    }

    /** Begins a step with a learning rate. One thread calls this before any {@link #update} of the step. */
    public void beginStep(double learningRate) {
        step++;
        double root = Math.sqrt(1 - StrictMath.pow(BETA2, (double) step));
        rate = (float) (learningRate * root / (1 - StrictMath.pow(BETA1, (double) step)));
        scaledEpsilon = (float) (epsilon * root);
    }

    /** Updates parameters {@code from} to {@code to} by their gradients times a factor. */
    public void update(float[] parameters, float[] gradients, float factor, int from, int to) {
        for (int i = from; i < to; i++) {
            float gradient = gradients[i] * factor;
            float m = first[i] + (1 - BETA1) * (gradient - first[i]);
            float v = second[i] + (1 - BETA2) * (gradient * gradient - second[i]);
            first[i] = m;
            second[i] = v;
            parameters[i] -= rate * m / ((float) Math.sqrt(v) + scaledEpsilon);
        }
    }
}
