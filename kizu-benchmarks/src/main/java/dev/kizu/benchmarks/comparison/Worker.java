package dev.kizu.benchmarks.comparison;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/** The process of one contender. Reads commands such as {@code train 2} and answers with a rate each. */
final class Worker {
    static final String NOTE = "kizu-note ";
    static final String READY = "kizu-ready";
    static final String RATE = "kizu-rate ";
    static final String ERROR = "kizu-error ";
    static final String TRAIN = "train ";
    static final String SCORE = "score ";

    private Worker() {}

    /** Prepares the contender that the first argument names for the workload that the second one names, then does what it is told. */
    public static void main(String[] args) throws IOException {
        try (Contender contender = Contenders.named(args[0]).create(Workload.named(args[1]))) {
            contender.notes().forEach(note -> answer(NOTE + note));
            answer(READY);
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                answer(RATE + measure(contender, command));
            }
        } catch (RuntimeException e) {
            answer(ERROR + e.getMessage());
            throw e;
        }
    }

    private static double measure(Contender contender, String command) {
        int threads = Integer.parseInt(command.substring(command.indexOf(' ') + 1));
        OptionalDouble rate =
                command.startsWith(TRAIN) ? contender.train(threads) : OptionalDouble.of(contender.score(threads));
        return rate.orElse(Double.NaN);
    }

    private static void answer(String line) {
        System.out.println(line);
    }
}
