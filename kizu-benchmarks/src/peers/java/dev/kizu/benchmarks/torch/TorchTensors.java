package dev.kizu.benchmarks.torch;

import dev.kizu.benchmarks.comparison.Tensor;
import java.nio.FloatBuffer;
import org.bytedeco.pytorch.global.torch;

/** From Java to libtorch and back. */
final class TorchTensors {
    private TorchTensors() {}

    static org.bytedeco.pytorch.Tensor of(Tensor tensor) {
        return of(tensor.values(), tensor.shape());
    }

    static org.bytedeco.pytorch.Tensor of(float[] values, long... shape) {
        return org.bytedeco.pytorch.Tensor.create(values, shape);
    }

    static org.bytedeco.pytorch.Tensor of(FloatBuffer values, long... shape) {
        float[] copy = new float[values.remaining()];
        values.duplicate().get(copy);
        return of(copy, shape);
    }

    static float[] values(org.bytedeco.pytorch.Tensor tensor) {
        org.bytedeco.pytorch.Tensor contiguous = tensor.contiguous();
        float[] values = new float[(int) contiguous.numel()];
        contiguous.data_ptr_float().get(values);
        return values;
    }

    /** In the order of memory that a layout asks for. */
    static org.bytedeco.pytorch.Tensor laidOut(org.bytedeco.pytorch.Tensor images, boolean channelsLast) {
        return channelsLast ? images.contiguous(torch.MemoryFormat.ChannelsLast) : images.contiguous();
    }
}
