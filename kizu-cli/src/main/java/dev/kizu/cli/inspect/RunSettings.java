package dev.kizu.cli.inspect;

import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.features.model.BankSearch;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the results of a run depend on beside the pictures; kept beside them, so that only a run of the same settings adds to them.
 *
 * @param settings names and values, in the order in which they are written
 */
public record RunSettings(Map<String, String> settings) {
    /** Keeps the order. */
    public RunSettings {
        settings = new LinkedHashMap<>(settings);
    }

    /**
     * The settings of a run.
     *
     * @param modelDigest the model's digest
     * @param search how the model's bank is searched, exact or by an index; null for a model without a bank
     * @param threshold the threshold that is used
     * @param paths what is inspected; where a path is relative, results belong to the working directory
     */
    public static RunSettings of(
            String modelDigest,
            @Nullable BankSearch search,
            InspectionThreshold threshold,
            OutputOptions options,
            List<Path> paths) {
        boolean relative = paths.stream().anyMatch(path -> !path.isAbsolute());
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("model digest", modelDigest);
        if (search != null) {
            settings.put("search", search.name().toLowerCase(Locale.ROOT));
        }
        settings.put("threshold", Float.toString(threshold.value()));
        settings.put("pixel threshold", Float.toString(threshold.pixelValue()));
        settings.put("minimum area", options.minimumArea() == null ? "default" : options.minimumArea() + "");
        settings.put("overlay", options.overlay().name().toLowerCase(Locale.ROOT));
        settings.put(
                "map", options.map() == null ? "none" : options.map().name().toLowerCase(Locale.ROOT));
        settings.put("mask", Boolean.toString(options.mask()));
        settings.put("paths", relative ? "from " + Path.of("").toAbsolutePath().normalize() : "absolute");
        return new RunSettings(settings);
    }

    /** What is different in other settings, for people; empty if nothing is. */
    String differences(RunSettings others) {
        return settings.entrySet().stream()
                .filter(setting -> !setting.getValue().equals(others.settings.get(setting.getKey())))
                .map(setting -> "%s %s instead of %s"
                        .formatted(setting.getKey(), setting.getValue(), others.settings.get(setting.getKey())))
                .collect(Collectors.joining(", "));
    }
}
