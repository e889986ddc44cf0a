package dev.kizu.model;

import dev.kizu.nn.BatchNormalization;
import dev.kizu.nn.Parameter;
import dev.kizu.onnx.OnnxAttribute;
import dev.kizu.onnx.OnnxTensor;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeStructure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The network over all windows, and the three terms of each: D, A and M. Batch normalisation is kept apart, by its running statistics, as
 * it was trained.
 */
final class NetworkSteps {
    /** Beyond this, exp is taken of this: no term can become infinite where Kizu's is not. */
    private static final float EXP_LIMIT = 87f;

    private static final float LOG_2_PI = 1.8378770664093453f;

    /** One value for each window. */
    final String kl;

    final String logNormalizer;
    final String mahalanobis;
    /** Squared error over variance of every pixel: [windows, channels, patch height, patch width]. */
    final String squares;

    private final GraphBuilder graph;
    private final Vae vae;
    private final VaeStructure structure;
    private final float[] values;
    private final Map<String, Parameter> tensors;

    NetworkSteps(GraphBuilder graph, Vae vae, String windows) {
        this.graph = graph;
        this.vae = vae;
        this.structure = vae.structure();
        this.values = vae.values();
        this.tensors = vae.tensors().stream().collect(Collectors.toMap(Parameter::name, Function.identity()));
        int latent = structure.latent();
        String heads = latent(encoder(windows));
        List<String> parts = graph.step(
                "Split",
                List.of("latent.mean", "latent.log_variance"),
                List.of(heads),
                OnnxAttribute.of("axis", 1),
                OnnxAttribute.of("split", new long[] {latent, latent}));
        kl = kl(parts.get(0), parts.get(1));
        int channels = structure.patch().channels();
        List<String> logits = graph.step(
                "Split",
                List.of("head.mean.logits", "head.variance.logits"),
                List.of(decoder(parts.get(0))),
                OnnxAttribute.of("axis", 1),
                OnnxAttribute.of("split", new long[] {channels, channels}));
        String mean = sigmoid("head.mean", logits.get(0));
        String variance = variance(sigmoid("head.variance.unit", logits.get(1)));
        String error = graph.binary("Sub", "error", windows, mean);
        squares = graph.binary(
                "Div", "error.over_variance", graph.binary("Mul", "error.squared", error, error), variance);
        mahalanobis = half("mahalanobis", sum("mahalanobis.sum", squares));
        logNormalizer = half(
                "log_normalizer",
                sum(
                        "log_normalizer.sum",
                        graph.binary(
                                "Add",
                                "log_normalizer.pixels",
                                graph.unary("Log", "head.variance.log", variance),
                                graph.scalar("const.log_2_pi", LOG_2_PI))));
    }

    private String encoder(String windows) {
        String at = windows;
        for (int stage = 0; stage < structure.depth(); stage++) {
            String name = "encoder." + stage;
            String linear = graph.step(
                    "Conv",
                    name,
                    List.of(at, weights(name + ".weight")),
                    OnnxAttribute.of("kernel_shape", new long[] {2, 2}),
                    OnnxAttribute.of("strides", new long[] {2, 2}));
            at = relu(name, norm(name, linear));
        }
        return at;
    }

    private String latent(String encoded) {
        String flat = graph.step("Flatten", "latent.input", List.of(encoded), OnnxAttribute.of("axis", 1));
        return graph.step(
                "Gemm",
                "latent",
                List.of(flat, weights("latent.weight"), weights("latent.bias")),
                OnnxAttribute.of("transB", 1));
    }

    /** 1/2 sum(exp(v) - v - 1 + m^2) for means m and log-variances v. */
    private String kl(String mean, String logVariance) {
        String variance = graph.unary("Exp", "latent.variance", clip("latent.log_variance.clipped", logVariance));
        String less = graph.binary("Sub", "kl.difference", variance, logVariance);
        String fromVariance = graph.binary("Sub", "kl.variance", less, one());
        String each =
                graph.binary("Add", "kl.each", graph.binary("Mul", "latent.mean.squared", mean, mean), fromVariance);
        return half(
                "kl",
                graph.step(
                        "ReduceSum",
                        "kl.sum",
                        List.of(each),
                        OnnxAttribute.of("axes", new long[] {1}),
                        OnnxAttribute.of("keepdims", 0)));
    }

    private String decoder(String mean) {
        int rows = structure.gridRows();
        int columns = structure.gridColumns();
        String name = "decoder.dense";
        String dense =
                graph.step("Gemm", name, List.of(mean, weights(name + ".weight")), OnnxAttribute.of("transB", 1));
        // Every place is a channel of its own to the normalisation.
        String apart = graph.binary("Reshape", name + ".apart", dense, graph.ints(-1, (long) rows * columns, 1, 1));
        String at = graph.binary(
                "Reshape", name + ".grid", relu(name, norm(name, apart)), graph.ints(-1, 1, rows, columns));
        for (int stage = 0; stage < structure.depth(); stage++) {
            String layer = "decoder." + stage;
            String linear = graph.step(
                    "ConvTranspose",
                    layer,
                    List.of(at, weights(layer + ".weight")),
                    OnnxAttribute.of("kernel_shape", new long[] {2, 2}),
                    OnnxAttribute.of("strides", new long[] {2, 2}));
            at = relu(layer, norm(layer, linear));
        }
        String head = graph.step(
                "ConvTranspose",
                "head",
                List.of(at, headWeights()),
                OnnxAttribute.of("kernel_shape", new long[] {4, 4}),
                OnnxAttribute.of("pads", new long[] {1, 1, 2, 2}));
        return norm("head", head);
    }

    private String norm(String layer, String input) {
        String name = layer + ".norm";
        return graph.step(
                "BatchNormalization",
                name,
                List.of(
                        input,
                        weights(name + ".gamma"),
                        weights(name + ".beta"),
                        weights(name + ".mean"),
                        weights(name + ".variance")),
                OnnxAttribute.of("epsilon", BatchNormalization.EPSILON));
    }

    private String relu(String layer, String input) {
        return graph.unary("Relu", layer + ".relu", input);
    }

    /** 1 / (1 + exp(-x)), exact for large negative x too, where many runtimes' Sigmoid is only nearly so. */
    private String sigmoid(String name, String logits) {
        String negative = graph.unary("Neg", name + ".negative", clip(name + ".clipped", logits));
        String denominator =
                graph.binary("Add", name + ".denominator", graph.unary("Exp", name + ".exp", negative), one());
        return graph.binary("Div", name, one(), denominator);
    }

    /** The floor is part of the sum, and without one the limit of exp keeps the variance above 1e-38. */
    private String variance(String unit) {
        float floor = structure.varianceFloor();
        if (floor == 0) {
            return unit;
        }
        String scaled =
                graph.binary("Mul", "head.variance.scaled", unit, graph.scalar("head.variance.slope", 1 - floor));
        return graph.binary("Add", "head.variance", scaled, graph.scalar("head.variance.floor", floor));
    }

    private String clip(String output, String input) {
        return graph.step(
                "Clip",
                output,
                List.of(
                        input,
                        graph.scalar("const.exp_limit.low", -EXP_LIMIT),
                        graph.scalar("const.exp_limit.high", EXP_LIMIT)));
    }

    private String sum(String output, String pixels) {
        return graph.step(
                "ReduceSum",
                output,
                List.of(pixels),
                OnnxAttribute.of("axes", new long[] {1, 2, 3}),
                OnnxAttribute.of("keepdims", 0));
    }

    private String half(String output, String input) {
        return graph.binary("Mul", output, input, graph.scalar("const.half", 0.5f));
    }

    private String one() {
        return graph.scalar("const.one", 1f);
    }

    private Parameter tensor(String name) {
        Parameter tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException("the network has no tensor " + name);
        }
        return tensor;
    }

    private String weights(String name) {
        Parameter tensor = tensor(name);
        List<Long> shape = tensor.shape().stream().map(Integer::longValue).toList();
        return graph.constant(OnnxTensor.of(name, shape, values, tensor.offset(), tensor.size()));
    }

    private String headWeights() {
        Parameter tensor = tensor(HeadWeights.NAME);
        return graph.constant(HeadWeights.toOnnx(
                Arrays.copyOfRange(values, tensor.offset(), tensor.offset() + tensor.size()),
                vae.structure().tensorShapes().getOrDefault(HeadWeights.NAME, List.of())));
    }
}
