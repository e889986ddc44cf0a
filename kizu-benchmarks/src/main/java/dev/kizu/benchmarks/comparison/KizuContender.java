package dev.kizu.benchmarks.comparison;

import dev.kizu.image.Image;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.vae.TrainingListener;
import dev.kizu.vae.VaeTrainer;
import dev.kizu.vae.WindowScanner;
import java.util.List;
import java.util.OptionalDouble;

/** Kizu itself. Training is a whole run, crops and noise included; scoring goes from images to the terms of every window. */
public final class KizuContender implements Contender {
    private static final double WARM_UP = 2;

    private final Workload workload;
    private final List<Image> images;
    private final WindowScanner scanner;
    private final long windows;

    private KizuContender(Workload workload) {
        this.workload = workload;
        this.images = workload.randomImages();
        this.scanner = workload.trained(images).scanner(workload.stride());
        this.windows = (long) scanner.grid(images.get(0)).size() * images.size();
        for (int threads = 1; threads <= 2; threads++) {
            train(threads, WARM_UP);
            score(threads, WARM_UP);
        }
    }

    /** Makes it. */
    public static ContenderFactory factory() {
        return new ContenderFactory() {
            @Override
            public String name() {
                return "Kizu";
            }

            @Override
            public Contender create(Workload workload) {
                return new KizuContender(workload);
            }
        };
    }

    @Override
    public List<String> notes() {
        return List.of("kernel: " + Kernels.best().description());
    }

    @Override
    public OptionalDouble train(int threads) {
        return OptionalDouble.of(train(threads, Rate.MEASURED));
    }

    private double train(int threads, double seconds) {
        return Rate.of(
                seconds,
                workload.options().patches(),
                () -> VaeTrainer.train(images, workload.options().withThreads(threads), TrainingListener.NONE));
    }

    @Override
    public double score(int threads) {
        return score(threads, Rate.MEASURED);
    }

    private double score(int threads, double seconds) {
        return Rate.of(seconds, windows, () -> scanner.scan(images, threads, done -> {}));
    }
}
