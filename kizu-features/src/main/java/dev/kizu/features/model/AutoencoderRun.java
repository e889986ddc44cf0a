package dev.kizu.features.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.kizu.detect.ScoreMap;
import dev.kizu.image.Image;
import dev.kizu.inspect.Inspector;
import dev.kizu.inspect.PartInspection;
import dev.kizu.model.InspectionModel;
import java.nio.FloatBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has Kizu itself compute what autoencoders see, several times faster than a runtime does, on the calling thread. Thread-safe. */
final class AutoencoderRun {
    private final Inspector inspector;

    private AutoencoderRun(InspectionModel model) {
        this.inspector = new Inspector(model);
    }

    /** Of a model's autoencoders; null if it has none. */
    static @Nullable AutoencoderRun of(FeatureModel model) {
        InspectionModel autoencoders = model.autoencoders();
        return autoencoders == null ? null : new AutoencoderRun(autoencoders);
    }

    /**
     * Puts what autoencoders see of a prepared picture with the inputs of a graph that was cut at {@link AutoencoderSteps#given}.
     *
     * @param inputs gets tensors that are to be closed
     */
    void see(Image prepared, Map<String, OnnxTensor> inputs) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        PartInspection found = inspector.judge(inspector.terms(prepared));
        ScoreMap map = found.map();
        inputs.put(
                AutoencoderSteps.MAP,
                OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(map.values()), new long[] {map.rows(), map.columns()}));
        float score = (float) found.verdict().score();
        inputs.put(
                AutoencoderSteps.SCORE,
                OnnxTensor.createTensor(environment, FloatBuffer.wrap(new float[] {score}), new long[] {1}));
    }
}
