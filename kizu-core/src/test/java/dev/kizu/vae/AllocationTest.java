package dev.kizu.vae;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.kizu.image.Image;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.patch.PatchSpec;
import dev.kizu.patch.WindowGrid;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Once compiled, scoring puts nothing on the heap. When the compiler gives up on keeping vectors in registers, it allocates one for every
 * operation and all becomes several times slower without any other sign.
 */
class AllocationTest {
    private static final int ROUNDS = 200;
    private static final int SCANS = 10;

    @Test
    void scanningAllocatesNothingPerWindowOnceCompiled() {
        PatchSpec patch = new PatchSpec(8, 8, 1);
        VaeNetwork network = new VaeNetwork(patch, 2, 16, 2, 1e-3f);
        FoldedNetwork folded =
                new FoldedNetwork(network, Initializer.parameters(network, 1), Initializer.running(network));
        Image image = Image.of(1, 28, 28, new float[28 * 28]);
        List<Image> images = Collections.nCopies(16, image);
        TilePlan plan = new TilePlan(network, WindowGrid.of(image, patch, 2), 1);
        TileScanner scanner = new TileScanner(network, folded, Kernels.best(), plan, true);
        WindowTerms[] results = new WindowTerms[16];
        for (int i = 0; i < results.length; i++) {
            results[i] = new WindowTerms(11, 11, new float[121], new float[121], new float[121]);
        }

        long smallest = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && smallest > 0; round++) {
            long before = allocated();
            for (int i = 0; i < SCANS; i++) {
                scanner.scan(images, 0, results);
            }
            smallest = Math.min(smallest, (allocated() - before) / (SCANS * 16L * 121));
        }
        assertThat(smallest).as("bytes allocated for each window").isZero();
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
