package dev.kizu.cli.evaluate;

import dev.kizu.assess.Assessment;
import dev.kizu.assess.DefectAssessment;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.PixelEvaluation;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kizu evaluate --json} prints: the names and the order of the components are the format. What is not known is null.
 *
 * @param model the model's file, an absolute path
 * @param data the folders, absolute paths; several are separated by a comma and a space
 * @param score the kind of score that decides
 * @param threshold the model's threshold
 * @param image figures of pictures
 * @param pixel figures of pixels; null without masks
 * @param defects each kind of defect by its name
 * @param seconds wall-clock time of reading, inspecting and comparing
 * @param imagesPerSecond pictures by that time
 */
public record EvaluationJson(
        String model,
        String data,
        String score,
        Threshold threshold,
        Image image,
        @Nullable Pixel pixel,
        Map<String, Defect> defects,
        double seconds,
        double imagesPerSecond) {
    /**
     * A threshold.
     *
     * @param value null if it is infinite
     * @param method {@code false-alarm-rate}, {@code f1}, {@code cost} or {@code fixed}
     */
    public record Threshold(@Nullable Double value, String method) {}

    /**
     * Figures of pictures.
     *
     * @param falseAlarmRate share of the normal pictures that are called anomalous; null if there are none
     * @param missRate share of the anomalous pictures that are called normal; null if there are none
     * @param normal how many were inspected
     * @param anomalous how many were inspected
     */
    public record Image(
            @Nullable Double auroc,
            @Nullable Double aurocLow,
            @Nullable Double aurocHigh,
            @Nullable Double averagePrecision,
            @Nullable Double f1Max,
            @Nullable Double falseAlarmRate,
            @Nullable Double missRate,
            int normal,
            int anomalous) {
        /** Picks the figures. */
        public static Image of(Assessment assessment) {
            Evaluation evaluation = assessment.evaluation().orElse(null);
            return new Image(
                    evaluation == null ? null : evaluation.auroc(),
                    evaluation == null ? null : evaluation.aurocLow(),
                    evaluation == null ? null : evaluation.aurocHigh(),
                    evaluation == null ? null : evaluation.averagePrecision(),
                    evaluation == null ? null : evaluation.f1Max(),
                    finite(assessment.confusion().falseAlarmRate().proportion()),
                    finite(assessment.confusion().missRate().proportion()),
                    assessment.count(false),
                    assessment.count(true));
        }
    }

    /** Figures of pixels. */
    public record Pixel(double auroc, double averagePrecision, double aupro30, double aupro05) {
        /** Picks the figures; null where there are none. */
        public static @Nullable Pixel of(Assessment assessment) {
            PixelEvaluation pixels = assessment.pixels();
            return pixels == null
                    ? null
                    : new Pixel(pixels.auroc(), pixels.averagePrecision(), pixels.aupro30(), pixels.aupro05());
        }
    }

    /**
     * A kind of defect.
     *
     * @param auroc against all normal pictures; null if there are none
     */
    public record Defect(int count, @Nullable Double auroc, double missRate) {}

    /** Picks the figures. */
    public static EvaluationJson of(String model, String data, InspectionThreshold threshold, Assessment assessment) {
        Map<String, Defect> defects = new LinkedHashMap<>();
        for (DefectAssessment defect : assessment.defects()) {
            Evaluation own = defect.evaluation();
            defects.put(
                    defect.name(),
                    new Defect(
                            defect.count(),
                            own == null ? null : own.auroc(),
                            defect.missRate().proportion()));
        }
        return new EvaluationJson(
                model,
                data,
                assessment.score().id(),
                new Threshold(finite(Double.parseDouble(Float.toString(threshold.value()))), method(threshold)),
                Image.of(assessment),
                Pixel.of(assessment),
                defects,
                assessment.seconds(),
                assessment.picturesPerSecond());
    }

    /** How a threshold was chosen, in the words of the options. */
    static String method(InspectionThreshold threshold) {
        return threshold.method().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
