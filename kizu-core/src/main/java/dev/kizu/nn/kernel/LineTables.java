package dev.kizu.nn.kernel;

/**
 * Lines by output: for each of them the slopes of all segments side by side, then the starts, as the bits of floats. A processor that can choose
 * among the sixteen numbers of a register, lane by lane, looks them up without going back to memory.
 *
 * <p>Slopes, and starts, take two vectors of sixteen. The first holds segments 0 to 14 and a zero, the second a zero and segments 15 to 29: a segment
 * finds zero in the vector that it is not in, so that "or" puts both together.
 */
final class LineTables {
    /** Segments that a vector holds. */
    static final int HALF = Lanes.COUNT - 1;

    /** From one output to the next. */
    static final int OUTPUT = 4 * Lanes.COUNT;

    /** Most segments that there is room for. */
    static final int SEGMENTS = 2 * HALF;

    private static final int[] NONE = {};

    private LineTables() {}

    /** Makes the tables; empty where there are too many segments. */
    static int[] of(float[] lines, int outputs) {
        int segments = lines.length / (2 * outputs);
        if (segments > SEGMENTS) {
            return NONE;
        }
        int[] tables = new int[Math.multiplyExact(outputs, OUTPUT)];
        for (int output = 0; output < outputs; output++) {
            for (int segment = 0; segment < segments; segment++) {
                int slope = 2 * outputs * segment + output;
                int at = OUTPUT * output + (segment < HALF ? segment : segment + 2);
                tables[at] = Float.floatToRawIntBits(lines[slope]);
                tables[at + 2 * Lanes.COUNT] = Float.floatToRawIntBits(lines[slope + outputs]);
            }
        }
        return tables;
    }
}
