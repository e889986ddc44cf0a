package dev.kizu.nn.kernel;

/**
 * Copies of what a segment's positions read through a chunk of a plan's taps, one array a tap. Where taps form a sliding window, what one of
 * them reads in a row of positions is what another reads in the next row: such copies are passed on from segment to segment.
 * Not thread-safe.
 */
final class ScalarInputs {
    /** Taps in a chunk: their arrays together with those of two outputs about fill the first-level cache. */
    static final int TAPS = 48;

    private final float[][] arrays = new float[TAPS][ScalarScratch.LENGTH];
    private final ScalarRuns runs = new ScalarRuns(ScalarScratch.RUN / Lanes.COUNT);
    /** For each tap of the chunk: which array holds its input. */
    private int[] array = new int[TAPS];

    private int[] nextArray = new int[TAPS];
    /** For each tap of the chunk: the tap that read, a step before, what this one reads; itself if there is none. */
    private final int[] source = new int[TAPS];
    /** Taps that no other takes over from, and taps that take over from no other: equally many. */
    private final int[] dropped = new int[TAPS];

    private final int[] fresh = new int[TAPS];
    private int freshTaps;
    private int preparedStep;
    private boolean isChunkNew;

    /** Before the first segment of each chunk of taps. */
    void beginChunk() {
        preparedStep = 0;
        isChunkNew = true;
        for (int i = 0; i < TAPS; i++) {
            array[i] = i;
        }
    }

    /** The input of the chunk's tap of that number. */
    float[] get(int tap) {
        return arrays[array[tap]];
    }

    /** Loads the inputs of a segment. Segments of a chunk come in order. */
    void load(LinearPlan plan, int fromTap, int taps, ScalarSegments segments, int segment, float[] in, int inAt) {
        int[] tapIn = plan.tapIn();
        runs.set(plan.positionIn(), 0, segments.first(segment), segments.size(segment));
        int step = isChunkNew ? 0 : segments.step(segment);
        isChunkNew = false;
        if (step != 0 && step != preparedStep) {
            prepare(tapIn, fromTap, taps, step);
        }
        if (step == 0 || freshTaps == taps) {
            for (int tap = 0; tap < taps; tap++) {
                runs.gather(in, inAt + tapIn[fromTap + tap], get(tap));
            }
            return;
        }
        for (int tap = 0; tap < taps; tap++) {
            nextArray[tap] = array[source[tap]];
        }
        for (int i = 0; i < freshTaps; i++) {
            int target = array[dropped[i]];
            nextArray[fresh[i]] = target;
            runs.gather(in, inAt + tapIn[fromTap + fresh[i]], arrays[target]);
        }
        int[] swap = array;
        array = nextArray;
        nextArray = swap;
    }

    /** Finds out which taps take over from which when positions move on by a step. */
    private void prepare(int[] tapIn, int fromTap, int taps, int step) {
        int shift = tapsBetween(tapIn, fromTap, taps, step);
        preparedStep = step;
        freshTaps = 0;
        int droppedTaps = 0;
        int first = Math.max(0, -shift);
        int end = Math.min(taps, taps - shift);
        for (int tap = 0; tap < taps; tap++) {
            boolean takesOver =
                    tap >= first && tap < end && tapIn[fromTap + tap + shift] - tapIn[fromTap + tap] == step;
            source[tap] = takesOver ? tap + shift : tap;
            if (!takesOver) {
                fresh[freshTaps++] = tap;
            }
        }
        for (int tap = 0; tap < taps; tap++) {
            int taker = tap - shift;
            if (taker < 0 || taker >= taps || source[taker] != tap || shift == 0) {
                dropped[droppedTaps++] = tap;
            }
        }
    }

    /** How many taps after another lies the one that reads a step further on; 0 if there is none. */
    private static int tapsBetween(int[] tapIn, int fromTap, int taps, int step) {
        for (int tap = 1; tap < taps; tap++) {
            int difference = tapIn[fromTap + tap] - tapIn[fromTap];
            if (difference == step) {
                return tap;
            }
            if (difference == -step) {
                return -tap;
            }
        }
        return 0;
    }
}
