package dev.kizu.nn.kernel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the kernel: once, when first asked, and says which in one log line. */
public final class Kernels {
    private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

    private Kernels() {}

    /**
     * The fastest kernel that this Java runtime offers: the vector kernel if the module {@code jdk.incubator.vector} is there,
     * else the scalar one. The system property {@code kizu.kernel=scalar} forces the latter.
     */
    public static Kernel best() {
        return Chosen.KERNEL;
    }

    /** The scalar kernel. */
    public static Kernel scalar() {
        return ScalarKernel.INSTANCE;
    }

    private static final class Chosen {
        static final Kernel KERNEL = choose();

        private static Kernel choose() {
            if ("scalar".equals(System.getProperty("kizu.kernel"))) {
                LOG.info("Kernel: {} (asked for by -Dkizu.kernel=scalar)", ScalarKernel.INSTANCE.description());
                return ScalarKernel.INSTANCE;
            }
            if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
                LOG.info(
                        "Kernel: scalar. Start Java with --add-modules jdk.incubator.vector for the vector kernel, which is three to five times faster");
                return ScalarKernel.INSTANCE;
            }
            Kernel vector = new VectorKernel();
            LOG.info("Kernel: {}", vector.description());
            return vector;
        }
    }
}
