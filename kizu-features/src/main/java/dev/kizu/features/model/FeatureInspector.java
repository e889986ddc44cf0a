package dev.kizu.features.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.kizu.calibrate.ConformalPValue;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.detect.ScoreMap;
import dev.kizu.detect.Verdict;
import dev.kizu.features.backbone.RunOptions;
import dev.kizu.features.backbone.Runtimes;
import dev.kizu.image.Image;
import dev.kizu.image.Preparation;
import dev.kizu.inspect.PartInspection;
import dev.kizu.inspect.PartInspector;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Inspects pictures by a model on features, whose graph ONNX Runtime runs: each inspection on the calling thread, unless options say
 * otherwise. Thread-safe.
 */
public final class FeatureInspector implements PartInspector {
    private static final Set<String> OUTPUTS = Set.of(FeatureGraph.ANOMALY_MAP, FeatureGraph.SCORE);

    private final FeatureModel model;
    private final OrtSession session;
    private final FeatureLayout layout;
    /** Null where nothing was held out. */
    private final @Nullable ConformalPValue pValue;

    private FeatureInspector(FeatureModel model, OrtSession session) {
        this.model = model;
        this.session = session;
        this.layout = FeatureLayout.of(
                model.preparation(), model.cell(), model.config().smoothing());
        float[] heldOut = model.heldOut().image(model.score());
        this.pValue = heldOut.length == 0 ? null : ConformalPValue.among(heldOut);
    }

    /**
     * Makes a model ready to run.
     *
     * @throws IOException if ONNX Runtime cannot run it, or what it is to run on is not there; the message says what to do
     */
    public static FeatureInspector open(FeatureModel model, RunOptions run) throws IOException {
        try {
            return new FeatureInspector(model, Runtimes.open(model.onnx(), run));
        } catch (OrtException e) {
            throw new IOException(
                    "ONNX Runtime cannot run this model: %s. Train it again, or use the version of Kizu that trained it"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    @Override
    public FeatureModel model() {
        return model;
    }

    @Override
    public PartInspection inspect(Image picture) {
        FeatureScoring.Found found = run(model.preparation().apply(picture));
        double score = found.score();
        return new PartInspection(
                Map.of(model.score(), score),
                new Verdict(
                        model.score(),
                        score,
                        model.threshold().value(),
                        model.threshold().isExceededBy(score)),
                pValue == null ? 1 : pValue.of(score),
                found.map(),
                model.heldOut().image(model.score()).length);
    }

    /** What the graph finds in a prepared image. */
    FeatureScoring.Found run(Image prepared) {
        Preparation size = model.preparation();
        long[] shape = {1, size.channels(), size.height(), size.width()};
        try (OnnxTensor input = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), FloatBuffer.wrap(prepared.toArray()), shape);
                OrtSession.Result result = session.run(Map.of(FeatureGraph.IMAGE, input), OUTPUTS)) {
            float[] map = floats(result, FeatureGraph.ANOMALY_MAP);
            return new FeatureScoring.Found(
                    new ScoreMap(layout.rows(), layout.columns(), map),
                    floats(result, FeatureGraph.SCORE)[0],
                    layout.peak(map));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    private static float[] floats(OrtSession.Result result, String name) {
        FloatBuffer buffer = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    @Override
    public boolean[] insideCells() {
        boolean[] inside = new boolean[layout.rows() * layout.columns()];
        for (int cell : layout.inside()) {
            inside[cell] = true;
        }
        return inside;
    }

    @Override
    public FeatureInspector withThreshold(InspectionThreshold threshold) {
        return new FeatureInspector(model.withThreshold(threshold), session);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not close a session", e);
        }
    }
}
