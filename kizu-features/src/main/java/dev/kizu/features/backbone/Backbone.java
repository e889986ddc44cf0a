package dev.kizu.features.backbone;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.kizu.image.Image;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A pretrained network that tells what it sees in images, cut to the layers asked for and run by ONNX Runtime. Safe to use from several threads, until it
 * is closed; a run that is under way then has to end first.
 */
public final class Backbone implements AutoCloseable {
    private final BackboneFile file;
    private final List<String> layers;
    private final Normalization normalization;
    private final OrtSession session;
    private final Map<List<Integer>, List<LayerShape>> shapes = new ConcurrentHashMap<>();

    private Backbone(BackboneFile file, List<String> layers, Normalization normalization, OrtSession session) {
        this.file = file;
        this.layers = layers;
        this.normalization = normalization;
        this.session = session;
    }

    /**
     * Makes a backbone ready to run.
     *
     * @param layers names of its features, see {@link BackboneFile#check}
     * @throws BackboneException if a layer is not there or no float32, the graph cannot be run, or a provider is not there
     */
    public static Backbone open(BackboneFile file, List<String> layers, Normalization normalization, RunOptions run)
            throws IOException {
        try {
            OrtSession session = Runtimes.open(file.prunedModel(layers), run);
            return new Backbone(file, List.copyOf(layers), normalization, session);
        } catch (OrtException e) {
            throw new BackboneException(
                    "%s cannot be run for layers %s (%s). Layers have to be of float32; else export the file again"
                            .formatted(file.path(), layers, e.getMessage()),
                    e);
        }
    }

    /** The file that it is from. */
    public BackboneFile file() {
        return file;
    }

    /** Names of its features. */
    public List<String> layers() {
        return layers;
    }

    /** What is done to the colours first. */
    public Normalization normalization() {
        return normalization;
    }

    /**
     * What it sees in an image.
     *
     * @param image grey or in colour, of a size that {@link ImageInput#check} allows; grey counts for all three colours
     * @return for each layer its features as {@link #shapes} tells, channel by channel, row by row; the arrays are the caller's
     * @throws IllegalArgumentException if the image has another size, or neither 1 nor 3 channels
     * @throws BackboneException if the network cannot be run on such an image
     */
    public List<float[]> features(Image image) throws BackboneException {
        return run(List.of(image)).get(0);
    }

    /**
     * What it sees in several images of one size. They are run at once where the network takes more than one.
     *
     * @param images at least one, each as for {@link #features(Image)}
     * @return for each image what {@link #features(Image)} returns, but for rounding
     * @throws IllegalArgumentException if images differ in size, or as {@link #features(Image)}
     * @throws BackboneException as {@link #features(Image)}
     */
    public List<List<float[]>> features(List<Image> images) throws BackboneException {
        if (!file.input().oneByOne() || images.isEmpty()) {
            return run(images);
        }
        List<List<float[]>> results = new ArrayList<>();
        for (Image image : images) {
            results.add(features(image));
        }
        return results;
    }

    /**
     * What the layers give for images of a size. The first time for a size, an empty image is run.
     *
     * @throws IllegalArgumentException if the backbone does not take that size
     * @throws BackboneException if it cannot be run at that size, or a layer is no grid of features
     */
    public List<LayerShape> shapes(int height, int width) throws BackboneException {
        List<Integer> size = List.of(height, width);
        List<LayerShape> known = shapes.get(size);
        if (known == null) {
            run(List.of(Image.of(3, height, width, new float[3 * height * width])));
            known = shapes.get(size);
        }
        if (known == null) {
            throw new IllegalStateException("a run tells the shapes");
        }
        return known;
    }

    private List<List<float[]>> run(List<Image> images) throws BackboneException {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("no images, expected at least one");
        }
        int height = images.get(0).height();
        int width = images.get(0).width();
        file.input().check(height, width);
        FloatBuffer values = ImagePlanes.of(images, normalization);
        try (OnnxTensor input = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), values, new long[] {images.size(), 3, height, width});
                OrtSession.Result result =
                        session.run(Map.of(file.input().name(), input), new LinkedHashSet<>(layers))) {
            List<List<float[]>> features = new ArrayList<>();
            images.forEach(image -> features.add(new ArrayList<>()));
            List<LayerShape> found = new ArrayList<>();
            for (String layer : layers) {
                OnnxTensor tensor = tensor(result, layer, images.size());
                long[] shape = tensor.getInfo().getShape();
                found.add(new LayerShape(layer, (int) shape[1], (int) shape[2], (int) shape[3]));
                split(tensor, features);
            }
            shapes.putIfAbsent(List.of(height, width), List.copyOf(found));
            return features;
        } catch (OrtException e) {
            throw new BackboneException(
                    "%s cannot be run on %d images of %d x %d pixels (height x width): %s. Try a larger size, of multiples of 32"
                            .formatted(file.path(), images.size(), height, width, e.getMessage()),
                    e);
        }
    }

    private OnnxTensor tensor(OrtSession.Result result, String layer, int images) throws BackboneException {
        OnnxValue value = result.get(layer).orElseThrow();
        if (value instanceof OnnxTensor tensor) {
            long[] shape = tensor.getInfo().getShape();
            if (shape.length == 4 && shape[0] == images) {
                return tensor;
            }
            throw new BackboneException(
                    "layer \"%s\" of %s gives features of shape %s for %d images, expected [%d, channels, rows, columns]. Choose another layer"
                            .formatted(layer, file.path(), Arrays.toString(shape), images, images));
        }
        throw new BackboneException(
                "layer \"%s\" of %s is no tensor. Choose another layer".formatted(layer, file.path()));
    }

    private static void split(OnnxTensor tensor, List<List<float[]>> features) throws BackboneException {
        FloatBuffer floats = tensor.getFloatBuffer();
        if (floats == null) {
            throw new BackboneException(
                    "a layer gives %s, expected float32. Choose another layer".formatted(tensor.getInfo().type));
        }
        int size = floats.remaining() / features.size();
        // What came is a copy already.
        if (features.size() == 1 && floats.hasArray() && floats.array().length == size) {
            features.get(0).add(floats.array());
            return;
        }
        for (List<float[]> image : features) {
            float[] part = new float[size];
            floats.get(part);
            image.add(part);
        }
    }

    /** Lets go of the network. To be called once no thread uses it any more. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not close a session", e);
        }
    }
}
