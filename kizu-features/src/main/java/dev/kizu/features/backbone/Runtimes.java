package dev.kizu.features.backbone;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;

/** Opens sessions of ONNX Runtime. Safe to use from several threads. */
public final class Runtimes {
    private Runtimes() {}

    /**
     * A session for a model. Its threads sleep between runs and do not spin, since Kizu's own threads want the processors then.
     *
     * @throws BackboneException if a provider was asked for that is not there
     * @throws OrtException if the model cannot be run
     */
    public static OrtSession open(ModelProto model, RunOptions run) throws BackboneException, OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(run.threads());
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            // Warnings about weights that go unused and the like would land on standard error.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            if (run.provider() == Provider.CUDA) {
                addCuda(options);
            }
            return OrtEnvironment.getEnvironment().createSession(model.toByteArray(), options);
        }
    }

    private static void addCuda(OrtSession.SessionOptions options) throws BackboneException {
        try {
            options.addCUDA();
        } catch (OrtException e) {
            String version = OrtEnvironment.getEnvironment().getVersion();
            throw new BackboneException(
                    ("CUDA was asked for, but ONNX Runtime cannot use it here (%s). It takes com.microsoft.onnxruntime:onnxruntime_gpu:%s on the "
                                    + "class path in place of onnxruntime, with NVIDIA's driver, CUDA and cuDNN installed. Without them, use --provider cpu")
                            .formatted(e.getMessage(), version),
                    e);
        }
    }
}
