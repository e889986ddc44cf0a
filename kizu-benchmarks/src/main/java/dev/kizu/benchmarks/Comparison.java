package dev.kizu.benchmarks;

import dev.kizu.benchmarks.comparison.ContenderFactory;
import dev.kizu.benchmarks.comparison.Contenders;
import dev.kizu.benchmarks.comparison.Machine;
import dev.kizu.benchmarks.comparison.Measurements;
import dev.kizu.benchmarks.comparison.WorkerProcess;
import dev.kizu.benchmarks.comparison.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares Kizu with other libraries that train and score the same network, and all of them with the machine's FMA peak, in one run. Prints
 * Markdown.
 *
 * <p>Run it with {@code java --add-modules jdk.incubator.vector -cp kizu-benchmarks/target/benchmarks.jar dev.kizu.benchmarks.Comparison}.
 */
public final class Comparison {
    private static final int ROUNDS = 7;

    private Comparison() {}

    /** Measures and prints; the argument, if any, says how many rounds. */
    public static void main(String[] args) {
        int rounds = args.length == 0 ? ROUNDS : Integer.parseInt(args[0]);
        Machine.describe().forEach(System.out::println);
        List<Measurements> all = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Workload workload : Workload.all()) {
            all.add(measure(workload, rounds, notes));
        }
        System.out.println();
        System.out.println(Measurements.HEADER);
        all.stream().flatMap(measurements -> measurements.rows().stream()).forEach(System.out::println);
        System.out.println();
        System.out.printf("Best of %d rounds, in which the contenders took turns.%n", rounds);
        notes.forEach(System.out::println);
    }

    private static Measurements measure(Workload workload, int rounds, List<String> notes) {
        List<WorkerProcess> workers = new ArrayList<>();
        try {
            for (ContenderFactory contender : Contenders.all()) {
                System.err.printf("%s: %s gets ready%n", workload.name(), contender.name());
                WorkerProcess worker = new WorkerProcess(contender, workload);
                workers.add(worker);
                worker.notes()
                        .forEach(note -> notes.add("- %s, %s: %s".formatted(workload.name(), worker.name(), note)));
            }
            Measurements measurements = new Measurements(workload);
            for (int round = 0; round < rounds; round++) {
                System.err.printf("%s: round %d of %d%n", workload.name(), round + 1, rounds);
                for (int threads = 1; threads <= 2; threads++) {
                    measurements.peak(threads, FmaPeak.measureApart(threads));
                }
                for (WorkerProcess worker : workers) {
                    for (int threads = 1; threads <= 2; threads++) {
                        measurements.training(worker.name(), threads, worker.train(threads));
                        measurements.scoring(worker.name(), threads, worker.score(threads));
                    }
                }
            }
            return measurements;
        } finally {
            workers.forEach(WorkerProcess::close);
        }
    }
}
