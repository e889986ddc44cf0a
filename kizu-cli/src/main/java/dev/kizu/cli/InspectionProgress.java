package dev.kizu.cli;

import dev.kizu.cli.inspect.InspectionRun;
import dev.kizu.cli.inspect.ResultCounts;
import dev.kizu.cli.progress.Progress;
import java.util.function.Consumer;

/** Shows how far an inspection is. */
record InspectionProgress(Progress progress, Consumer<String> errors) implements InspectionRun.Listener {
    @Override
    public void onError(String reason) {
        errors.accept(reason);
    }

    @Override
    public void onResult(long done, ResultCounts counts) {
        progress.update(done, "%,d anomalous".formatted(counts.anomalous()), false);
    }
}
