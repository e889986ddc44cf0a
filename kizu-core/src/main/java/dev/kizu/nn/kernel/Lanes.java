package dev.kizu.nn.kernel;

/**
 * Sixteen patches side by side: every activation is stored as sixteen consecutive floats, one for each patch of a group.
 * The number is fixed, whatever the machine's vector width, so that sums over lanes have one order everywhere.
 */
public final class Lanes {
    /** Patches in a group. */
    public static final int COUNT = 16;

    private Lanes() {}

    /** Number of groups that hold so many patches. */
    public static int groups(int patches) {
        return (patches + COUNT - 1) / COUNT;
    }

    /** The sum of sixteen lanes: halves are added onto each other until one lane is left. */
    public static float sum(float[] lanes, int at) {
        float s0 = (lanes[at] + lanes[at + 8]) + (lanes[at + 4] + lanes[at + 12]);
        float s1 = (lanes[at + 1] + lanes[at + 9]) + (lanes[at + 5] + lanes[at + 13]);
        float s2 = (lanes[at + 2] + lanes[at + 10]) + (lanes[at + 6] + lanes[at + 14]);
        float s3 = (lanes[at + 3] + lanes[at + 11]) + (lanes[at + 7] + lanes[at + 15]);
        return (s0 + s2) + (s1 + s3);
    }
}
