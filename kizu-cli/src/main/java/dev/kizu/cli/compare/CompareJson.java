package dev.kizu.cli.compare;

import dev.kizu.cli.evaluate.EvaluationJson;
import dev.kizu.report.ComparedMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kizu compare --json} prints: the names and the order of the components are the format. What is not known is null.
 *
 * @param data the folder, an absolute path
 * @param methods each method with each seed that gave a model, methods in the order that was asked for
 */
public record CompareJson(String data, List<Method> methods) {
    /**
     * A method, trained with one seed.
     *
     * @param name {@code vae}, {@code padim}, {@code patchcore}, {@code both} or {@code auto}
     * @param seed of everything random in the training
     * @param image figures of pictures, as those of {@code kizu evaluate}
     * @param pixel figures of pixels, as those of {@code kizu evaluate}; null without masks
     * @param trainSeconds wall-clock time of training
     * @param millisecondsPerImage the median time that one thread takes to read and inspect a picture
     * @param modelBytes size of the model's file
     */
    public record Method(
            String name,
            long seed,
            EvaluationJson.Image image,
            EvaluationJson.@Nullable Pixel pixel,
            double trainSeconds,
            double millisecondsPerImage,
            long modelBytes) {}

    /** Picks the figures. */
    public static CompareJson of(String data, List<ComparedMethod> methods) {
        return new CompareJson(
                data,
                methods.stream()
                        .flatMap(method -> method.runs().stream()
                                .map(run -> new Method(
                                        method.name(),
                                        run.seed(),
                                        EvaluationJson.Image.of(run.assessment()),
                                        EvaluationJson.Pixel.of(run.assessment()),
                                        run.trainSeconds(),
                                        run.millisecondsPerImage(),
                                        run.modelBytes())))
                        .toList());
    }
}
