package dev.kizu.report;

import dev.kizu.inspect.PartInspector;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * A method with all its runs. Immutable; it does not close the inspector.
 *
 * @param name for people, unique among those compared
 * @param runs one for each seed, at least one; all on the same data
 * @param inspector the model of the first run, for the pictures of a report
 */
public record ComparedMethod(String name, List<ComparedRun> runs, PartInspector inspector) {
    /** Copies the list. */
    public ComparedMethod {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("method %s has no runs, expected at least one".formatted(name));
        }
    }

    /** The run whose pictures are shown. */
    public ComparedRun first() {
        return runs.get(0);
    }

    /** The mean of a figure over the runs; empty where a run does not have it. */
    public OptionalDouble mean(Function<ComparedRun, @Nullable Double> figure) {
        return has(figure) ? values(figure).average() : OptionalDouble.empty();
    }

    /** The least of a figure over the runs; empty where a run does not have it. */
    public OptionalDouble least(Function<ComparedRun, @Nullable Double> figure) {
        return has(figure) ? values(figure).min() : OptionalDouble.empty();
    }

    private boolean has(Function<ComparedRun, @Nullable Double> figure) {
        return runs.stream().map(figure).allMatch(Objects::nonNull);
    }

    private DoubleStream values(Function<ComparedRun, @Nullable Double> figure) {
        return runs.stream().map(figure).filter(Objects::nonNull).mapToDouble(Double::doubleValue);
    }
}
