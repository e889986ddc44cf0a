package dev.kizu.nn.kernel;

import java.util.Arrays;

/** The Gaussian likelihood of pixels, lane by lane. */
final class PlainGaussian {
    private PlainGaussian() {}

    static void loss(
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
        int channels = logitsLayout.channels() / 2;
        int width = logitsLayout.columns() * Lanes.COUNT;
        float slope = 1f - varianceFloor;
        Arrays.fill(terms, termsAt, termsAt + 2 * Lanes.COUNT, 0f);
        for (int channel = 0; channel < channels; channel++) {
            for (int row = 0; row < logitsLayout.rows(); row++) {
                int meanAt = logitsAt + logitsLayout.at(channel, row, 0);
                int varianceAt = logitsAt + logitsLayout.at(channels + channel, row, 0);
                int pixelAt = xAt + pixels.at(channel, row, 0);
                int toMean = gradientAt + gradientLayout.at(channel, row, 0);
                int toVariance = gradientAt + gradientLayout.at(channels + channel, row, 0);
                for (int i = 0; i < width; i++) {
                    int lane = i & (Lanes.COUNT - 1);
                    float mu = 1f / (FloatMath.exp(-logits[meanAt + i]) + 1f);
                    float sigmoid = 1f / (FloatMath.exp(-logits[varianceAt + i]) + 1f);
                    float variance = Math.fma(slope, sigmoid, varianceFloor);
                    float inverse = 1f / variance;
                    float error = x[pixelAt + i] - mu;
                    float ratio = error * inverse;
                    float square = error * ratio;
                    terms[termsAt + lane] += FloatMath.log(variance) + FloatMath.LOG_2_PI;
                    terms[termsAt + Lanes.COUNT + lane] += square;
                    gradient[toMean + i] = ratio * (mu * (mu - 1f)) * lossScale;
                    gradient[toVariance + i] =
                            (sigmoid * inverse) * (slope * (1f - sigmoid)) * ((1f - square) * (0.5f * lossScale));
                }
            }
        }
        halve(terms, termsAt);
    }

    static void terms(
            Layout logitsLayout,
            float[] logits,
            int logitsAt,
            Layout pixels,
            float[] x,
            int xAt,
            float varianceFloor,
            float[] terms,
            int termsAt) {
        int channels = logitsLayout.channels() / 2;
        int width = logitsLayout.columns() * Lanes.COUNT;
        float slope = 1f - varianceFloor;
        Arrays.fill(terms, termsAt, termsAt + 2 * Lanes.COUNT, 0f);
        for (int channel = 0; channel < channels; channel++) {
            for (int row = 0; row < logitsLayout.rows(); row++) {
                int meanAt = logitsAt + logitsLayout.at(channel, row, 0);
                int varianceAt = logitsAt + logitsLayout.at(channels + channel, row, 0);
                int pixelAt = xAt + pixels.at(channel, row, 0);
                for (int i = 0; i < width; i++) {
                    int lane = i & (Lanes.COUNT - 1);
                    float mu = 1f / (FloatMath.exp(-logits[meanAt + i]) + 1f);
                    float sigmoid = 1f / (FloatMath.exp(-logits[varianceAt + i]) + 1f);
                    float variance = Math.fma(slope, sigmoid, varianceFloor);
                    float error = x[pixelAt + i] - mu;
                    terms[termsAt + lane] += FloatMath.log(variance) + FloatMath.LOG_2_PI;
                    terms[termsAt + Lanes.COUNT + lane] += error * error / variance;
                }
            }
        }
        halve(terms, termsAt);
    }

    static void termsAndSquares(
            Layout logitsLayout,
            float[] logits,
            int logitsAt,
            Layout pixels,
            float[] x,
            int xAt,
            float varianceFloor,
            float[] terms,
            int termsAt) {
        int channels = logitsLayout.channels() / 2;
        int width = logitsLayout.columns() * Lanes.COUNT;
        float slope = 1f - varianceFloor;
        Arrays.fill(terms, termsAt, termsAt + 2 * Lanes.COUNT, 0f);
        for (int channel = 0; channel < channels; channel++) {
            for (int row = 0; row < logitsLayout.rows(); row++) {
                int meanAt = logitsAt + logitsLayout.at(channel, row, 0);
                int varianceAt = logitsAt + logitsLayout.at(channels + channel, row, 0);
                int pixelAt = xAt + pixels.at(channel, row, 0);
                for (int i = 0; i < width; i++) {
                    int lane = i & (Lanes.COUNT - 1);
                    float mu = 1f / (FloatMath.exp(-logits[meanAt + i]) + 1f);
                    float sigmoid = 1f / (FloatMath.exp(-logits[varianceAt + i]) + 1f);
                    float variance = Math.fma(slope, sigmoid, varianceFloor);
                    float error = x[pixelAt + i] - mu;
                    float square = error * error / variance;
                    terms[termsAt + lane] += FloatMath.log(variance) + FloatMath.LOG_2_PI;
                    terms[termsAt + Lanes.COUNT + lane] += square;
                    logits[meanAt + i] = square;
                }
            }
        }
        halve(terms, termsAt);
    }

    static void addToMap(
            Layout logitsLayout,
            float[] squares,
            int squaresAt,
            float[] factors,
            Layout pixels,
            float[] map,
            int mapAt) {
        int width = logitsLayout.columns() * Lanes.COUNT;
        for (int channel = 0; channel < logitsLayout.channels() / 2; channel++) {
            for (int row = 0; row < logitsLayout.rows(); row++) {
                int from = squaresAt + logitsLayout.at(channel, row, 0);
                int to = mapAt + pixels.at(0, row, 0);
                for (int i = 0; i < width; i++) {
                    map[to + i] = Math.fma(squares[from + i], factors[i & (Lanes.COUNT - 1)], map[to + i]);
                }
            }
        }
    }

    private static void halve(float[] terms, int at) {
        for (int i = 0; i < 2 * Lanes.COUNT; i++) {
            terms[at + i] *= 0.5f;
        }
    }
}
