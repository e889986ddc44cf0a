package dev.kizu.benchmarks.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The best rates of one workload, and their rows of the table. The first contender is the one that the others are held against. */
public final class Measurements {
    /** The table's head. */
    public static final String HEADER =
            "| network | what | by | 1 thread | of FMA peak | Kizu is faster | 2 threads | of FMA peak | Kizu is faster | 2 over 1 |\n"
                    + "|---|---|---|---|---|---|---|---|---|---|";

    /** Training runs forward, then back to the inputs and back to the weights. */
    private static final int PASSES_IN_TRAINING = 3;

    private final Workload workload;
    private final long multiplyAdds;
    private final double[] peak = new double[2];
    private final Map<String, double[]> training = new LinkedHashMap<>();
    private final Map<String, double[]> scoring = new LinkedHashMap<>();

    /** Nothing measured yet. */
    public Measurements(Workload workload) {
        this.workload = workload;
        this.multiplyAdds = workload.multiplyAdds();
    }

    /** Takes note of the peak, in multiply-adds a second. */
    public void peak(int threads, double rate) {
        peak[threads - 1] = Math.max(peak[threads - 1], rate);
    }

    /** Takes note of patches a second, if any. */
    public void training(String name, int threads, OptionalDouble rate) {
        rate.ifPresent(value -> keepBest(training, name, threads, value));
    }

    /** Takes note of windows a second. */
    public void scoring(String name, int threads, double rate) {
        keepBest(scoring, name, threads, rate);
    }

    private static void keepBest(Map<String, double[]> rates, String name, int threads, double rate) {
        double[] best = rates.computeIfAbsent(name, key -> new double[2]);
        best[threads - 1] = Math.max(best[threads - 1], rate);
    }

    /** The rows of the table. */
    public List<String> rows() {
        List<String> rows = new ArrayList<>();
        rows.add(String.format(
                Locale.ROOT,
                "| %s | multiply-adds, 10^9/s | FMA peak | %.1f | | | %.1f | | | %.2f |",
                workload.name(),
                peak[0] * 1e-9,
                peak[1] * 1e-9,
                peak[1] / peak[0]));
        training.forEach((name, rates) ->
                rows.add(row("training, patches/s", name, rates, training, PASSES_IN_TRAINING * multiplyAdds)));
        scoring.forEach((name, rates) -> rows.add(row("scoring, windows/s", name, rates, scoring, multiplyAdds)));
        return rows;
    }

    private String row(String what, String name, double[] rates, Map<String, double[]> all, long work) {
        Map.Entry<String, double[]> first = all.entrySet().iterator().next();
        StringBuilder row = new StringBuilder("| %s | %s | %s |".formatted(workload.name(), what, name));
        for (int i = 0; i < rates.length; i++) {
            row.append(String.format(
                    Locale.ROOT,
                    " %,.0f | %.0f %% | %s |",
                    rates[i],
                    100 * rates[i] * work / peak[i],
                    name.equals(first.getKey())
                            ? ""
                            : String.format(Locale.ROOT, "%.2f x", first.getValue()[i] / rates[i])));
        }
        return row.append(String.format(Locale.ROOT, " %.2f |", rates[1] / rates[0]))
                .toString();
    }
}
