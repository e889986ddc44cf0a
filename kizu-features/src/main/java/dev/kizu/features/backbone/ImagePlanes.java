package dev.kizu.features.backbone;

import dev.kizu.image.Image;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Images as a network wants them. */
final class ImagePlanes {
    private ImagePlanes() {}

    /** Images of one size as values of [images, 3, height, width], outside of the heap, where ONNX Runtime reads them. */
    static FloatBuffer of(List<Image> images, Normalization normalization) {
        Image first = images.get(0);
        int plane = first.height() * first.width();
        FloatBuffer values = ByteBuffer.allocateDirect(Math.multiplyExact(images.size() * 3 * Float.BYTES, plane))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        float[] samples = new float[plane];
        for (Image image : images) {
            if (image.height() != first.height() || image.width() != first.width()) {
                throw new IllegalArgumentException(
                        "images of %d x %d and of %d x %d pixels (height x width), expected one size for all"
                                .formatted(first.height(), first.width(), image.height(), image.width()));
            }
            if (image.channels() != 1 && image.channels() != 3) {
                throw new IllegalArgumentException(
                        "an image of %d channels, expected 1 (grey) or 3 (colour)".formatted(image.channels()));
            }
            for (int channel = 0; channel < 3; channel++) {
                int colour = normalization.colour(channel);
                image.copyTo(image.channels() == 1 ? 0 : colour, 0, 0, image.height(), image.width(), samples, 0, 1);
                float mean = normalization.mean().get(colour);
                float deviation = normalization.deviation().get(colour);
                for (int i = 0; i < plane; i++) {
                    samples[i] = (samples[i] - mean) / deviation;
                }
                values.put(samples);
            }
        }
        return values.rewind();
    }
}
