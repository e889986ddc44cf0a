package dev.kizu.vae;

import dev.kizu.nn.Parameter;
import dev.kizu.nn.ParameterLayout;
import dev.kizu.patch.PatchSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Reference values made with PyTorch in double precision, with their tensors in this project's order. */
final class Fixture {
    private final JsonNode root;
    final VaeNetwork network;
    final int batch;

    private Fixture(JsonNode root) {
        this.root = root;
        JsonNode config = root.get("config");
        PatchSpec patch =
                new PatchSpec(config.get("height").asInt(), config.get("width").asInt(), config.get("channels").asInt());
        network = new VaeNetwork(patch, 2, config.get("baseFilters").asInt(), config.get("latent").asInt(), 0f);
        batch = config.get("batch").asInt();
    }

    static Fixture load(String name) {
        try (InputStream in = new GZIPInputStream(Fixture.class.getResourceAsStream(name))) {
            return new Fixture(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode section(String... path) {
        JsonNode node = root;
        for (String name : path) {
            node = node.get(name);
        }
        return node;
    }

    double[] values(String... path) {
        JsonNode data = section(path).get("data");
        double[] values = new double[data.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = data.get(i).asDouble();
        }
        return values;
    }

    /** One tensor here and what it is called there. Two tensors there may be one here, the mean's before the variance's. */
    record Tensor(Parameter parameter, List<String> names, boolean transposed, String bias) {
        /** Names for messages. */
        @Override
        public String toString() {
            return parameter.name();
        }
    }

    /** All trainable tensors. */
    List<Tensor> trainable() {
        List<Tensor> tensors = new ArrayList<>();
        ParameterLayout p = network.parameters();
        String[][] weights = {
            {"encoder.0", "conv1", "bn1"},
            {"encoder.1", "conv2", "bn2"},
            {"decoder.dense", "dense", "bn3"},
            {"decoder.0", "deconv1", "bn4"},
            {"decoder.1", "deconv2", "bn5"}
        };
        for (String[] names : weights) {
            tensors.add(new Tensor(p.get(names[0] + ".weight"), List.of(names[1] + ".weight"), false, ""));
            tensors.add(new Tensor(p.get(names[0] + ".norm.gamma"), List.of(names[2] + ".weight"), false, ""));
            tensors.add(new Tensor(p.get(names[0] + ".norm.beta"), List.of(names[2] + ".bias"), false, ""));
        }
        tensors.add(new Tensor(p.get("latent.weight"), List.of("z_mean.weight", "z_log_var.weight"), false, ""));
        tensors.add(new Tensor(p.get("latent.bias"), List.of("z_mean.bias", "z_log_var.bias"), false, ""));
        tensors.add(new Tensor(p.get("head.weight"), List.of("mu_head.weight", "var_head.weight"), true, ""));
        tensors.add(new Tensor(p.get("head.norm.gamma"), List.of("bn_mu.weight", "bn_var.weight"), false, ""));
        tensors.add(new Tensor(p.get("head.norm.beta"), List.of("bn_mu.bias", "bn_var.bias"), false, ""));
        return tensors;
    }

    /** Running statistics; a mean there includes the bias of the layer in front, which is not needed here. */
    List<Tensor> running() {
        List<Tensor> tensors = new ArrayList<>();
        ParameterLayout s = network.statistics();
        String[][] names = {
            {"encoder.0", "bn1", "conv1"},
            {"encoder.1", "bn2", "conv2"},
            {"decoder.dense", "bn3", "dense"},
            {"decoder.0", "bn4", "deconv1"},
            {"decoder.1", "bn5", "deconv2"}
        };
        for (String[] n : names) {
            tensors.add(new Tensor(s.get(n[0] + ".norm.mean"), List.of(n[1] + ".running_mean"), false, n[2]));
            tensors.add(new Tensor(s.get(n[0] + ".norm.variance"), List.of(n[1] + ".running_var"), false, ""));
        }
        tensors.add(new Tensor(s.get("head.norm.mean"), List.of("bn_mu.running_mean", "bn_var.running_mean"), false, "head"));
        tensors.add(new Tensor(s.get("head.norm.variance"), List.of("bn_mu.running_var", "bn_var.running_var"), false, ""));
        return tensors;
    }

    /** A tensor's reference values in this project's order. */
    double[] read(Tensor tensor, String... section) {
        double[] result = new double[tensor.parameter().size()];
        int at = 0;
        for (String name : tensor.names()) {
            String[] path = append(section, name);
            double[] values = values(path);
            if (tensor.transposed()) {
                values = transpose(values, section(path).get("shape"));
            }
            System.arraycopy(values, 0, result, at, values.length);
            at += values.length;
        }
        if (!tensor.bias().isEmpty()) {
            subtractBias(result, tensor.bias(), section);
        }
        return result;
    }

    private void subtractBias(double[] mean, String layer, String... section) {
        List<String> names = layer.equals("head") ? List.of("mu_head.bias", "var_head.bias") : List.of(layer + ".bias");
        int at = 0;
        for (String name : names) {
            for (double bias : values(append(section, name))) {
                mean[at++] -= bias;
            }
        }
    }

    private static String[] append(String[] path, String name) {
        String[] longer = java.util.Arrays.copyOf(path, path.length + 1);
        longer[path.length] = name;
        return longer;
    }

    /** From [in, out, k, k] to [out, in, k, k]. */
    private static double[] transpose(double[] values, JsonNode shape) {
        int in = shape.get(0).asInt();
        int out = shape.get(1).asInt();
        int square = shape.get(2).asInt() * shape.get(3).asInt();
        double[] result = new double[values.length];
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                System.arraycopy(values, (i * out + o) * square, result, (o * in + i) * square, square);
            }
        }
        return result;
    }

    float[] parameters() {
        float[] result = new float[network.parameters().size()];
        trainable().forEach(tensor -> write(result, tensor, read(tensor, "params")));
        return result;
    }

    float[] runningStatistics() {
        float[] result = new float[network.statistics().size()];
        running().forEach(tensor -> write(result, tensor, read(tensor, "params")));
        return result;
    }

    private static void write(float[] target, Tensor tensor, double[] values) {
        for (int i = 0; i < values.length; i++) {
            target[tensor.parameter().offset() + i] = (float) values[i];
        }
    }
}
