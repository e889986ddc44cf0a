package dev.kizu.nn.kernel;

import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** A convolution of random shape, stride and direction over padded layouts, sometimes with its taps in random order. */
record RandomPlan(LinearPlan plan, int inSize, int outSize) {
    static RandomPlan of(long seed) {
        Random random = new Random(seed);
        int channels = 1 + random.nextInt(20);
        int height = 1 + random.nextInt(4);
        int width = random.nextInt(3) == 0 ? 4 : 1 + random.nextInt(4);
        int stride = 1 + random.nextInt(2);
        int direction = random.nextBoolean() ? 1 : -1;
        int columns = 1 + random.nextInt(random.nextInt(5) == 0 ? 40 : 10);
        int rows = 1 + random.nextInt(6);
        int outputs = 1 + random.nextInt(random.nextInt(4) == 0 ? 140 : 20);
        Layout in = Layout.of(channels, (rows - 1) * stride + 1, (columns - 1) * stride + 1)
                .padded(height, width, height, width);
        int padding = random.nextInt(2);
        Layout out = Layout.of(outputs, rows, columns).padded(padding, padding, 0, padding);
        int square = height * width;
        int taps = channels * square;
        boolean isShuffled = random.nextInt(4) == 0;
        int[] order = isShuffled ? shuffled(random, taps) : offsets(taps, tap -> tap);
        LinearPlan plan = new LinearPlan(
                offsets(outputs, row -> row * taps),
                offsets(outputs, row -> out.at(row, 0, 0) - out.at(0, 0, 0)),
                order,
                offsets(
                        taps,
                        tap -> in.at(
                                        order[tap] / square,
                                        direction * (order[tap] % square / width),
                                        direction * (order[tap] % width))
                                - in.at(0, 0, 0)),
                offsets(rows * columns, i -> in.at(0, i / columns * stride, i % columns * stride)),
                offsets(rows * columns, i -> out.at(0, i / columns, i % columns)));
        return new RandomPlan(plan, in.size(), out.size());
    }

    private static int[] offsets(int count, IntUnaryOperator offset) {
        return IntStream.range(0, count).map(offset).toArray();
    }

    private static int[] shuffled(Random random, int size) {
        int[] values = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = values[i];
            values[i] = values[j];
            values[j] = swap;
        }
        return values;
    }
}
