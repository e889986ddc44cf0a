package dev.kizu.nn;

import java.util.List;

/**
 * A named tensor inside a flat array.
 *
 * @param name readable name, unique in its {@link ParameterLayout}
 * @param shape the dimensions, outermost first
 * @param offset index of the first value
 */
public record Parameter(String name, List<Integer> shape, int offset) {
    /** Number of values. */
    public int size() {
        int size = 1;
        for (int dimension : shape) {
            size = Math.multiplyExact(size, dimension);
        }
        return size;
    }
}
