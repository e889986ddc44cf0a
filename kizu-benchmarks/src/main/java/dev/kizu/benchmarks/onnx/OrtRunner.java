package dev.kizu.benchmarks.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.kizu.benchmarks.comparison.Buffers;
import dev.kizu.benchmarks.comparison.TermsCheck;
import dev.kizu.vae.WindowTerms;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A session with what it reads and writes: direct buffers for each caller, bound once and used again in every call. */
final class OrtRunner implements AutoCloseable {
    private static final List<String> OUTPUTS = List.of("D", "A", "M");

    private final int windows;
    private final OrtSession session;
    private final List<Caller> callers;

    private record Caller(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

    /**
     * Opens a session.
     *
     * @param input what to score, for a whole call
     * @param shape of the input
     * @param windows of a call
     */
    OrtRunner(byte[] model, OrtSettings settings, FloatBuffer input, long[] shape, int windows) {
        this.windows = windows;
        try (SessionOptions options = new SessionOptions()) {
            options.setOptimizationLevel(OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(settings.threads());
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", settings.spinning() ? "1" : "0");
            options.addConfigEntry("session.set_denormal_as_zero", "1");
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            session = environment.createSession(model, options);
            callers = new ArrayList<>();
            for (int i = 0; i < settings.callers(); i++) {
                callers.add(caller(environment, input, shape));
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
        }
    }

    private Caller caller(OrtEnvironment environment, FloatBuffer input, long[] shape) throws OrtException {
        Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
        for (String name : OUTPUTS) {
            outputs.put(name, OnnxTensor.createTensor(environment, Buffers.floats(windows), new long[] {windows}));
        }
        return new Caller(Map.of("x", OnnxTensor.createTensor(environment, input.duplicate(), shape)), outputs);
    }

    /** Scores once. Different callers may do so at the same time. */
    void run(int caller) {
        try {
            session.run(callers.get(caller).inputs(), callers.get(caller).outputs())
                    .close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
        }
    }

    int windows() {
        return windows;
    }

    /**
     * Scores once and compares.
     *
     * @throws IllegalStateException if terms differ too much
     */
    double largestDifference(int caller, List<WindowTerms> expected) {
        run(caller);
        return TermsCheck.largestDifference(expected, output(caller, "D"), output(caller, "A"), output(caller, "M"));
    }

    private float[] output(int caller, String name) {
        float[] values = new float[windows];
        OnnxTensor tensor = callers.get(caller).outputs().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no output is called '%s', there are %s".formatted(name, OUTPUTS));
        }
        tensor.getFloatBuffer().get(values);
        return values;
    }

    @Override
    public void close() {
        callers.forEach(caller -> {
            caller.inputs().values().forEach(OnnxTensor::close);
            caller.outputs().values().forEach(OnnxTensor::close);
        });
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
        }
    }
}
