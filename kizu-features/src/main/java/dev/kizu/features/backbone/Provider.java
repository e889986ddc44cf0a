package dev.kizu.features.backbone;

/** What of the machine computes. */
public enum Provider {
    /** The processor. */
    CPU,
    /** A graphics card of NVIDIA; takes another build of ONNX Runtime. */
    CUDA
}
