package dev.kizu.model;

import dev.kizu.onnx.OnnxTensor;
import dev.kizu.patch.MapAxis;
import java.util.List;

/** Applies a {@link MapAxis} along the rows and one along the columns of planes: a product with a matrix from the left, and one from the right. */
final class AxisSteps {
    static final String DOWN = ".down";
    static final String ACROSS = ".across";

    private AxisSteps() {}

    /**
     * Adds the steps.
     *
     * @param constants the part of the graph that has the matrices
     * @param part the part of the graph that has the steps
     * @param name of the step; its matrices are called {@code name.down}, [rows of the result, rows], and {@code name.across}, [columns,
     *     columns of the result]
     * @param planes [planes, rows, columns]
     */
    static String add(
            GraphBuilder constants,
            GraphBuilder part,
            String name,
            String planes,
            int rows,
            int columns,
            MapAxis down,
            MapAxis across) {
        String left = constants.constant(
                OnnxTensor.of(name + DOWN, List.of((long) down.size(), (long) rows), down.matrix(rows)));
        String right = constants.constant(OnnxTensor.of(
                name + ACROSS,
                List.of((long) columns, (long) across.size()),
                transposed(across.matrix(columns), columns)));
        return part.binary("MatMul", name, part.binary("MatMul", name + ".rows", left, planes), right);
    }

    private static float[] transposed(float[] matrix, int columns) {
        float[] result = new float[matrix.length];
        int rows = matrix.length / columns;
        for (int i = 0; i < matrix.length; i++) {
            result[i % columns * rows + i / columns] = matrix[i];
        }
        return result;
    }
}
