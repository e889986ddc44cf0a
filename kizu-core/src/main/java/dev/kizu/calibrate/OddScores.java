package dev.kizu.calibrate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores of held-out normal images that lie so far above all others that their images are probably not like the others: dirty, in another
 * pose, or with a defect. A threshold that is the largest of few scores ({@link Threshold}) is then that of the odd image.
 *
 * <p>The r largest scores are odd if both hold:
 *
 * <ul>
 *   <li>The gap below them is too wide for the tail of the others. Of n scores whose tail is exponential the gaps {@code j (x(n-j+1) - x(n-j))}
 *       are independent and exponential, all of one mean (Rényi 1953); so the gap for j = r, divided by the sum of the m gaps below it, is more
 *       than t with a probability of {@code (1 + t)^-m}, the test of upper outliers in an exponential sample (Likeš 1966; Kimber 1982 for
 *       several, from the inside outwards). It has to be below 2 %, shared out among the r that are tried.
 *   <li>They are at least twice as far above the median of the others as the largest of those.
 * </ul>
 *
 * <p>Scores lie askew, and the modified z-score by median and MAD (Iglewicz and Hoaglin 1993, more than 3.5), which expects normal
 * distributions, would find odd ones in 50 of 100 samples of 20 from an exponential distribution. An exponential tail is a cautious assumption:
 * that of gamma, Gumbel and normal distributions is no heavier in the end, and scores are logarithms of densities. Of much heavier tails, such
 * as that of the exponential of a standard normal number, it finds odd ones in about ten of a hundred samples.
 *
 * <p>Deviations: at most five and an eighth of the scores are tried, m is no more than 8 or {@code 2 sqrt(n)}, so that the tail counts and not
 * the bulk, and of fewer than four scores none is odd.
 *
 * @param images numbers of the images, from 0 and in the order of the scores, the largest score first; mostly none
 * @param largestOther the largest score that is not odd
 */
public record OddScores(List<Integer> images, float largestOther) {
    /** The probability with which one is found where there is none, if the tail is exponential. */
    private static final double FALSE_WARNINGS = 0.02;

    private static final int LEAST_SCORES = 4;
    private static final int MOST_ODD = 5;
    /** Of so many scores one may be odd. */
    private static final int SCORES_FOR_AN_ODD_ONE = 8;

    private static final int LEAST_GAPS = 8;

    /** Copies the list. */
    public OddScores {
        images = List.copyOf(images);
    }

    /**
     * Looks for odd ones.
     *
     * @param heldOutScores image scores of held-out normal images, at least one; they are only read
     * @throws IllegalArgumentException if there are no scores, or one is not a finite number
     */
    public static OddScores among(float[] heldOutScores) {
        float[] sorted = Threshold.checked(heldOutScores);
        Arrays.sort(sorted);
        int odd = count(sorted);
        List<Integer> images = IntStream.range(0, heldOutScores.length)
                .boxed()
                .sorted(Comparator.comparing(i -> -heldOutScores[i]))
                .limit(odd)
                .toList();
        return new OddScores(images, sorted[sorted.length - odd - 1]);
    }

    private static int count(float[] sorted) {
        int n = sorted.length;
        if (n < LEAST_SCORES) {
            return 0;
        }
        int most = Math.max(1, Math.min(MOST_ODD, n / SCORES_FOR_AN_ODD_ONE));
        for (int odd = most; odd > 0; odd--) {
            if (chance(sorted, odd) < FALSE_WARNINGS / most && standsOut(sorted, n - odd)) {
                return odd;
            }
        }
        return 0;
    }

    /** How probable a gap as wide as that below the largest few is. */
    private static double chance(float[] sorted, int odd) {
        int n = sorted.length;
        int below = (int) Math.min(n - 1 - odd, Math.max(LEAST_GAPS, 2 * Math.sqrt(n)));
        double others = 0;
        for (int j = odd + 1; j <= odd + below; j++) {
            others += gap(sorted, j);
        }
        double gap = gap(sorted, odd);
        return gap == 0 ? 1 : Math.pow(1 + gap / others, -below);
    }

    private static double gap(float[] sorted, int j) {
        int n = sorted.length;
        return j * ((double) sorted[n - j] - sorted[n - j - 1]);
    }

    private static boolean standsOut(float[] sorted, int others) {
        double median = ((double) sorted[(others - 1) / 2] + sorted[others / 2]) / 2;
        return sorted[others] - median >= 2 * (sorted[others - 1] - median);
    }
}
