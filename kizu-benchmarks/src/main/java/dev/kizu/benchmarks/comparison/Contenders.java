package dev.kizu.benchmarks.comparison;

import dev.kizu.benchmarks.onnx.OrtContender;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** All contenders that were compiled in. */
public final class Contenders {
    private Contenders() {}

    /** Kizu first. */
    public static List<ContenderFactory> all() {
        List<ContenderFactory> result = new ArrayList<>();
        result.add(KizuContender.factory());
        result.addAll(OrtContender.factories());
        ServiceLoader.load(ContenderFactory.class).forEach(result::add);
        return result;
    }

    static ContenderFactory named(String name) {
        return all().stream()
                .filter(factory -> factory.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no contender is called '%s', there are %s"
                        .formatted(
                                name, all().stream().map(ContenderFactory::name).toList())));
    }
}
