package dev.kizu.benchmarks.comparison;

import dev.kizu.nn.Parameter;
import dev.kizu.vae.Vae;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A network's tensors by name. */
public final class NamedTensors {
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    private NamedTensors() {}

    /** Copies the tensors of a network. */
    public static NamedTensors of(Vae vae) {
        NamedTensors result = new NamedTensors();
        float[] values = vae.values();
        for (Parameter parameter : vae.tensors()) {
            result.tensors.put(
                    parameter.name(),
                    new Tensor(
                            parameter.shape().stream().mapToLong(i -> i).toArray(),
                            Arrays.copyOfRange(values, parameter.offset(), parameter.offset() + parameter.size())));
        }
        return result;
    }

    /** The names, in the order of the network. */
    public Set<String> names() {
        return tensors.keySet();
    }

    /** Whether there is a tensor of this name. */
    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    /**
     * The tensor of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor is called '%s', there are %s".formatted(name, names()));
        }
        return tensor;
    }
}
