package dev.kizu.vae;

import dev.kizu.nn.Parameter;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.patch.PatchSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A trained variational autoencoder over patches. Immutable and thread-safe. */
public final class Vae {
    private final VaeNetwork network;
    private final float[] parameters;
    private final float[] running;
    private final Kernel kernel;
    private final FoldedNetwork folded;

    /** The arrays become the network's own. */
    private Vae(VaeNetwork network, Kernel kernel, float[] parameters, float[] running) {
        this.network = network;
        this.parameters = parameters;
        this.running = running;
        this.kernel = kernel;
        this.folded = new FoldedNetwork(network, parameters, running);
    }

    Vae(VaeNetwork network, float[] parameters, float[] running, Kernel kernel) {
        this(network, kernel, parameters.clone(), running.clone());
    }

    Vae(VaeNetwork network, float[] parameters, float[] running) {
        this(network, parameters, running, Kernels.best());
    }

    /**
     * The network of which all values are known.
     *
     * @param values as {@link #values} gives them
     * @throws IllegalArgumentException if the number of values is not that of such a network, a value is not a finite number, or a running
     *     variance is negative
     */
    public static Vae of(VaeStructure structure, float[] values) {
        VaeNetwork network = new VaeNetwork(structure);
        int parameters = network.parameters().size();
        int all = parameters + network.statistics().size();
        if (values.length != all) {
            throw new IllegalArgumentException(
                    "a network like this has %d values, got %d".formatted(all, values.length));
        }
        for (Parameter tensor : tensors(network)) {
            boolean variance = tensor.name().endsWith(".variance");
            int end = tensor.offset() + tensor.size();
            for (int i = tensor.offset(); i < end; i++) {
                if (!Float.isFinite(values[i]) || (variance && values[i] < 0)) {
                    throw new IllegalArgumentException("tensor %s holds %s, expected finite numbers%s"
                            .formatted(tensor.name(), values[i], variance ? " of at least 0" : ""));
                }
            }
        }
        return new Vae(
                network,
                Kernels.best(),
                Arrays.copyOf(values, parameters),
                Arrays.copyOfRange(values, parameters, values.length));
    }

    /** What the network is like. */
    public VaeStructure structure() {
        return network.structure();
    }

    /** The size of the patches that the network looks at. */
    public PatchSpec patch() {
        return network.patch();
    }

    /** Number of weights, offsets and factors, running statistics included. */
    public int parameterCount() {
        return parameters.length + running.length;
    }

    /** Multiply-adds of one patch on its own, forward, padding counted; training needs about three times as many. */
    public long multiplyAdds() {
        return network.blocks().stream()
                .mapToLong(block -> block.linear().plan().multiplyAdds())
                .sum();
    }

    /** The tensors, in order: what training changed, then the running statistics. Offsets are within {@link #values}. */
    public List<Parameter> tensors() {
        return tensors(network);
    }

    private static List<Parameter> tensors(VaeNetwork network) {
        int parameters = network.parameters().size();
        return Stream.concat(
                        network.parameters().parameters().stream(),
                        network.statistics().parameters().stream()
                                .map(p -> new Parameter(p.name(), p.shape(), p.offset() + parameters)))
                .toList();
    }

    /** All values of the tensors; a copy. */
    public float[] values() {
        float[] values = Arrays.copyOf(parameters, parameterCount());
        System.arraycopy(running, 0, values, parameters.length, running.length);
        return values;
    }

    /**
     * Scans images with this network.
     *
     * @param stride pixels between windows, at least 1
     */
    public WindowScanner scanner(int stride) {
        return new WindowScanner(network, folded, kernel, stride);
    }
}
