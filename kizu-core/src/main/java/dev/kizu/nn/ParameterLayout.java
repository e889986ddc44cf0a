package dev.kizu.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lays named tensors one after the other into one flat array. Not thread-safe while tensors are added. */
public final class ParameterLayout {
    private final List<Parameter> parameters = new ArrayList<>();
    private int size;

    /**
     * Appends a tensor.
     *
     * @throws IllegalArgumentException if all tensors together no longer fit into one array
     */
    public Parameter add(String name, Integer... shape) {
        Parameter parameter = new Parameter(name, List.of(shape), size);
        try {
            size = Math.addExact(size, parameter.size());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "the network's weights do not fit into one array: %s alone is %s. Use fewer filters, a smaller latent vector or a smaller patch"
                            .formatted(name, parameter.shape()),
                    e);
        }
        parameters.add(parameter);
        return parameter;
    }

    /** The tensors in the order of their offsets. */
    public List<Parameter> parameters() {
        return Collections.unmodifiableList(parameters);
    }

    /** The tensor of a name. */
    public Parameter get(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no parameter is called '%s'".formatted(name)));
    }

    /** Length of the flat array. */
    public int size() {
        return size;
    }
}
