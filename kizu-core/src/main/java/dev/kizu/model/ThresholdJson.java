package dev.kizu.model;

import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.ThresholdMethod;

/** Writes and reads the threshold of an inspection. */
final class ThresholdJson {
    private ThresholdJson() {}

    /** A value is null where it is infinite. */
    static JsonWriter write(InspectionThreshold threshold) {
        return new JsonWriter()
                .put("value", threshold.value())
                .put("pixelValue", threshold.pixelValue())
                .put("method", JsonNames.of(threshold.method()))
                .put("falseAlarmRate", threshold.falseAlarmRate())
                .put("missCost", threshold.missCost())
                .put("alarmCost", threshold.alarmCost());
    }

    /**
     * Reads a threshold.
     *
     * @param value of images, as the graph has it
     * @param pixelValue of pixels, likewise
     */
    static InspectionThreshold read(Section section, float value, float pixelValue) throws ModelFormatException {
        return new InspectionThreshold(
                value,
                pixelValue,
                section.oneOf("method", ThresholdMethod.values()),
                section.number("falseAlarmRate"),
                section.number("missCost"),
                section.number("alarmCost"));
    }
}
