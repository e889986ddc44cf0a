package dev.kizu.model;

import dev.kizu.onnx.OnnxTensor;
import java.util.List;

/** The pixel heads' weights: Kizu has the outputs outermost, ONNX's transposed convolution the inputs. All others lie alike. */
final class HeadWeights {
    static final String NAME = "head.weight";

    private HeadWeights() {}

    /** The shape in a file, from Kizu's. */
    static List<Long> onnxShape(List<Long> shape) {
        return List.of(shape.get(1), shape.get(0), shape.get(2), shape.get(3));
    }

    static OnnxTensor toOnnx(float[] weights, List<Long> shape) {
        return OnnxTensor.of(NAME, onnxShape(shape), swapped(weights, shape.get(0), shape.get(1)));
    }

    /** From a file's values to Kizu's, whose shape is given. */
    static float[] fromOnnx(float[] values, List<Long> shape) {
        return swapped(values, shape.get(1), shape.get(0));
    }

    /** From [outer][inner][kernel] to [inner][outer][kernel]. */
    private static float[] swapped(float[] values, long outer, long inner) {
        float[] result = new float[values.length];
        int kernel = (int) (values.length / (outer * inner));
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                System.arraycopy(
                        values, (int) (o * inner + i) * kernel, result, (int) (i * outer + o) * kernel, kernel);
            }
        }
        return result;
    }
}
