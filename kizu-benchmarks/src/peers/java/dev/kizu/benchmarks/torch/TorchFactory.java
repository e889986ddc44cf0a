package dev.kizu.benchmarks.torch;

import dev.kizu.benchmarks.comparison.Contender;
import dev.kizu.benchmarks.comparison.ContenderFactory;
import dev.kizu.benchmarks.comparison.Workload;

/** Found as a service. */
public final class TorchFactory implements ContenderFactory {
    @Override
    public String name() {
        return "libtorch, eager";
    }

    @Override
    public Contender create(Workload workload) {
        return new TorchContender(workload);
    }
}
