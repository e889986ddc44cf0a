package dev.kizu.features.backbone;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names of the values that a graph's nodes give. */
final class Layers {
    private static final int SHOWN = 10;
    private static final int SIMILAR = 5;

    private final Path path;
    private final List<String> outputs;
    private final List<String> values;
    private final Set<String> known;

    Layers(Path path, GraphProto graph) {
        this.path = path;
        values = graph.getNodeList().stream()
                .flatMap(node -> node.getOutputList().stream())
                .filter(name -> !name.isEmpty())
                .toList();
        known = new HashSet<>(values);
        outputs = graph.getOutputList().stream()
                .map(ValueInfoProto::getName)
                .filter(known::contains)
                .toList();
    }

    List<String> outputs() {
        return outputs;
    }

    List<String> values() {
        return values;
    }

    void check(List<String> names) throws BackboneException {
        if (names.isEmpty()) {
            throw new BackboneException("no layers of %s were named, expected at least one".formatted(path));
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new BackboneException(
                        "%s has no layer \"%s\". Its outputs are %s; of all its %,d values the most similar names are %s"
                                .formatted(path, name, list(outputs), values.size(), list(similar(name))));
            }
            if (!seen.add(name)) {
                throw new BackboneException("layer \"%s\" was named twice, expected each once".formatted(name));
            }
        }
    }

    private static String list(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? " and %,d more".formatted(names.size() - SHOWN) : "");
    }

    private List<String> similar(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return values.stream()
                .sorted(Comparator.comparingInt(value -> difference(wanted, value.toLowerCase(Locale.ROOT))))
                .limit(SIMILAR)
                .toList();
    }

    /** How many characters have to be put in, taken out or replaced (Levenshtein's distance). */
    private static int difference(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = above[0];
            above[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = above[j];
                above[j] = Math.min(replaced, Math.min(above[j], above[j - 1]) + 1);
            }
        }
        return above[other.length()];
    }
}
