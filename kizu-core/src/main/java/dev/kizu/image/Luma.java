package dev.kizu.image;

/** Grey from colours: 0.299 red + 0.587 green + 0.114 blue (Rec. 601). */
final class Luma {
    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;

    private Luma() {}

    /**
     * Turns colours into grey.
     *
     * @param colors holds {@code count} samples of red, and those of green and blue each {@code distance} further on
     * @param gray receives {@code count} samples from {@code offset} on
     */
    static void toGray(float[] colors, int distance, int count, float[] gray, int offset) {
        for (int i = 0; i < count; i++) {
            float red = colors[i];
            float green = colors[distance + i];
            float blue = colors[2 * distance + i];
            // Where all are equal, so is the grey: the weights' sum must not round it away.
            boolean equal = red == green && green == blue;
            gray[offset + i] = equal ? red : Math.min(1f, RED * red + GREEN * green + BLUE * blue);
        }
    }
}
