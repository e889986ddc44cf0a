package dev.kizu.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
    @Test
    void rowsHoldTheBestOfEachAndTheRatioToTheFirst() {
        Workload workload = Workload.all().get(0);
        Measurements measurements = new Measurements(workload);
        double work = workload.multiplyAdds();
        measurements.peak(1, 3000 * work);
        measurements.peak(1, 2000 * work);
        measurements.peak(2, 6000 * work);
        for (int threads = 1; threads <= 2; threads++) {
            measurements.training("Kizu", threads, OptionalDouble.of(400 * threads));
            measurements.scoring("Kizu", threads, 1500 * threads);
            measurements.training("other", threads, OptionalDouble.empty());
            measurements.scoring("other", threads, 300);
            measurements.scoring("other", threads, 600);
        }

        assertThat(measurements.rows())
                .containsExactly(
                        "| article, 8x8x1 | multiply-adds, 10^9/s | FMA peak | 0.2 | | | 0.5 | | | 2.00 |",
                        "| article, 8x8x1 | training, patches/s | Kizu | 400 | 40 % |  | 800 | 40 % |  | 2.00 |",
                        "| article, 8x8x1 | scoring, windows/s | Kizu | 1,500 | 50 % |  | 3,000 | 50 % |  | 2.00 |",
                        "| article, 8x8x1 | scoring, windows/s | other | 600 | 20 % | 2.50 x | 600 | 10 % | 5.00 x | 1.00 |");
    }
}
