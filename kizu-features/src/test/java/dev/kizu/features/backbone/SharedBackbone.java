package dev.kizu.features.backbone;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A real backbone, which is no part of Kizu and may be missing. */
public final class SharedBackbone {
    private SharedBackbone() {}

    /** {@code mobilenet_v2.onnx} in {@code shared/backbones} beside the project, or in the folder that the property {@code kizu.shared} tells. */
    public static Path mobileNet() {
        String told = System.getProperty("kizu.shared");
        Stream<Path> folders = told == null
                ? Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                        .map(folder -> folder.resolve("shared"))
                : Stream.of(Path.of(told));
        Path file = folders.map(folder -> folder.resolve("backbones/mobilenet_v2.onnx"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
        assumeTrue(
                file != null,
                "skipped: no mobilenet_v2.onnx in ../shared/backbones; -Dkizu.shared=DIR tells another folder");
        return file;
    }
}
