package dev.kizu.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The most multiply-adds a second that this machine does from Java: ten independent chains that add products to a register, as
 * kernels do; chains that multiply the register instead need a move more for each fma, and gave 10 % less on a Zen 3. */
final class FmaPeak {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 10;
    private static final int STEPS = 4_000_000;
    private static final int REPEATS = 15;

    private FmaPeak() {}

    /** Prints the peak of as many threads as the argument says, in multiply-adds a second. */
    public static void main(String[] args) {
        System.out.println(measure(Integer.parseInt(args[0])));
    }

    /**
     * The peak, measured in a process of its own: once this loop has run, JDK 17 compiles other vector code of the same process to code
     * that is up to 40 % slower.
     */
    static double measureApart(int threads) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--add-modules",
                            "jdk.incubator.vector",
                            "-cp",
                            System.getProperty("java.class.path"),
                            FmaPeak.class.getName(),
                            Integer.toString(threads))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("measuring the FMA peak failed: " + output);
            }
            return Double.parseDouble(output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    /** The best of several runs, in multiply-adds a second over all threads. */
    private static double measure(int threads) {
        double best = 0;
        for (int i = 0; i < REPEATS; i++) {
            best = Math.max(best, once(threads));
        }
        return best;
    }

    private static double once(int threads) {
        float[] sink = new float[threads];
        Thread[] workers = new Thread[threads];
        long start = System.nanoTime();
        for (int t = 0; t < threads; t++) {
            int id = t;
            workers[t] = new Thread(() -> sink[id] = chains(STEPS));
            workers[t].start();
        }
        for (Thread worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while measuring", e);
            }
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        for (float value : sink) {
            if (Float.isNaN(value)) {
                throw new IllegalStateException("the peak loop gave NaN");
            }
        }
        return (double) CHAINS * SPECIES.length() * STEPS * threads / seconds;
    }

    private static float chains(int steps) {
        FloatVector a = FloatVector.broadcast(SPECIES, 1e-3f);
        FloatVector b = FloatVector.broadcast(SPECIES, 1e-3f);
        FloatVector c0 = FloatVector.broadcast(SPECIES, 1f);
        FloatVector c1 = c0;
        FloatVector c2 = c0;
        FloatVector c3 = c0;
        FloatVector c4 = c0;
        FloatVector c5 = c0;
        FloatVector c6 = c0;
        FloatVector c7 = c0;
        FloatVector c8 = c0;
        FloatVector c9 = c0;
        for (int i = 0; i < steps; i++) {
            c0 = a.fma(b, c0);
            c1 = a.fma(b, c1);
            c2 = a.fma(b, c2);
            c3 = a.fma(b, c3);
            c4 = a.fma(b, c4);
            c5 = a.fma(b, c5);
            c6 = a.fma(b, c6);
            c7 = a.fma(b, c7);
            c8 = a.fma(b, c8);
            c9 = a.fma(b, c9);
        }
        FloatVector sum = c0.add(c1)
                .add(c2)
                .add(c3)
                .add(c4)
                .add(c5)
                .add(c6)
                .add(c7)
                .add(c8)
                .add(c9);
        return sum.lane(0);
    }
}
