package dev.kizu.model;

import dev.kizu.vae.LearningRateSchedule;
import dev.kizu.vae.LossReduction;
import dev.kizu.vae.VaeOptions;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads where a model comes from. */
final class ProvenanceReader {
    private ProvenanceReader() {}

    /** Where a model comes from. */
    static Provenance read(ModelSource source) throws ModelFormatException {
        return read(
                source.section(Metadata.PROVENANCE),
                source.has(Metadata.CIRCUMSTANCES) ? source.section(Metadata.CIRCUMSTANCES) : null);
    }

    static Provenance read(Section section, @Nullable Section circumstances) throws ModelFormatException {
        return new Provenance(
                section.text("kizuVersion"),
                section.has("training") ? training(section.section("training")) : null,
                circumstances == null ? null : circumstances(circumstances));
    }

    private static Provenance.Training training(Section section) throws ModelFormatException {
        Section data = section.section("data");
        return new Provenance.Training(
                section.text("preset"),
                options(section.section("options"), section.whole("seed")),
                section.number("heldOutShare"),
                data.text("normal"),
                data.whole("images", 0, Integer.MAX_VALUE),
                data.text("sha256"),
                data.whole("heldOut", 0, Integer.MAX_VALUE),
                data.has("folds") ? data.whole("folds", 1, Limits.SCALES) : 1,
                section.has("finalLoss") ? section.number("finalLoss") : Double.NaN);
    }

    private static VaeOptions options(Section section, long seed) throws ModelFormatException {
        return new VaeOptions(
                section.whole("patchHeight", 1, Integer.MAX_VALUE),
                section.whole("patchWidth", 1, Integer.MAX_VALUE),
                section.whole("depth", 1, Integer.MAX_VALUE),
                section.whole("baseFilters", 1, Integer.MAX_VALUE),
                section.whole("latent", 1, Integer.MAX_VALUE),
                (float) section.number("varianceFloor"),
                section.whole("patches", 1, Integer.MAX_VALUE),
                section.whole("epochs", 1, Integer.MAX_VALUE),
                section.whole("batchSize", 1, Integer.MAX_VALUE),
                (float) section.number("learningRate"),
                section.oneOf("schedule", LearningRateSchedule.values()),
                (float) section.number("adamEpsilon"),
                section.has("gradientClip") ? (float) section.number("gradientClip") : Float.POSITIVE_INFINITY,
                (float) section.number("klWeight"),
                section.oneOf("reduction", LossReduction.values()),
                section.flag("freshPatches"),
                seed,
                1);
    }

    private static Provenance.Circumstances circumstances(Section section) throws ModelFormatException {
        return new Provenance.Circumstances(
                time(section),
                textIfKnown(section, "data"),
                textIfKnown(section, "java"),
                textIfKnown(section, "kernel"),
                section.has("calibration") ? calibration(section.section("calibration")) : null);
    }

    private static Provenance.Calibration calibration(Section section) throws ModelFormatException {
        return new Provenance.Calibration(
                time(section), textIfKnown(section, "data"), section.whole("images", 0, Integer.MAX_VALUE));
    }

    private static Instant time(Section section) throws ModelFormatException {
        try {
            return Instant.parse(section.text("time"));
        } catch (DateTimeException e) {
            throw section.wrong("time", "a time such as 2026-01-31T12:00:00Z");
        }
    }

    private static String textIfKnown(Section section, String member) throws ModelFormatException {
        return section.has(member) ? section.text(member) : "";
    }
}
