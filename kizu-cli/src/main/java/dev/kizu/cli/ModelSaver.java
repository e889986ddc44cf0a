package dev.kizu.cli;

import dev.kizu.calibrate.CalibrationKind;
import dev.kizu.dataset.OneClassTask;
import dev.kizu.detect.Detector;
import dev.kizu.experiment.ExperimentOptions;
import dev.kizu.features.model.FeatureModel;
import dev.kizu.features.model.FeatureModelFile;
import dev.kizu.image.Image;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.ModelFile;
import dev.kizu.model.PartModel;
import dev.kizu.model.Provenance;
import dev.kizu.model.Provenance.Circumstances;
import dev.kizu.patch.PatchSpec;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeStructure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a model goes. Made ready before the work starts, so that nobody trains for a file that cannot be written. */
final class ModelSaver implements AutoCloseable {
    /** What reproducible builds set to get the same files each time; see reproducible-builds.org. */
    private static final String EPOCH = "SOURCE_DATE_EPOCH";

    private final Path file;
    private final OutputDirectory folder;
    private final @Nullable Instant fixedTime;

    private ModelSaver(Path file, OutputDirectory folder, @Nullable Instant fixedTime) {
        this.file = file;
        this.folder = folder;
        this.fixedTime = fixedTime;
    }

    /**
     * Checks that a file can be written, and creates its folder where it is missing.
     *
     * @param option the option that names it
     * @throws IOException if that fails; the message says what to do
     */
    static ModelSaver prepare(Path file, String option) throws IOException {
        Path target = file.toAbsolutePath().normalize();
        Path parent = target.getParent();
        if (parent == null || Files.isDirectory(target)) {
            throw new IOException(
                    "%s %s: this is a folder, expected the name of a file, such as model.onnx".formatted(option, file));
        }
        OutputDirectory folder = OutputDirectory.prepare(parent, option);
        try {
            checkName(target, option);
            return new ModelSaver(target, folder, time(System.getenv(EPOCH)));
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Asks the file system about the name, without making a file: one that is too long would be refused only when the model is there. */
    private static void checkName(Path target, String option) throws IOException {
        try {
            Files.readAttributes(target, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            // As it should be.
        } catch (FileSystemException e) {
            String reason = e.getReason();
            if (reason != null) {
                throw new IOException("%s %s: %s. Choose another name".formatted(option, target, reason), e);
            }
        }
    }

    /**
     * The time that the environment fixes, if it does.
     *
     * @throws IllegalArgumentException if the variable is there but holds no time
     */
    static @Nullable Instant time(@Nullable String seconds) {
        if (seconds == null || seconds.isBlank()) {
            return null;
        }
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds.strip()));
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "the environment variable %s is '%s', expected a number of seconds since 1970"
                            .formatted(EPOCH, seconds),
                    e);
        }
    }

    /**
     * Checks that a model file can hold what an experiment is about to train.
     *
     * @throws IllegalArgumentException if it is too large
     */
    static void checkLimits(OneClassTask task, ExperimentOptions options) {
        if (task.train().isEmpty()) {
            // The experiment will say so.
            return;
        }
        Image image = task.train().get(0);
        VaeOptions vae = options.vae();
        boolean anySize = options.detector().calibration() == CalibrationKind.NONE;
        ModelFile.checkLimits(
                new VaeStructure(
                        new PatchSpec(vae.patchHeight(), vae.patchWidth(), image.channels()),
                        vae.depth(),
                        vae.baseFilters(),
                        vae.latent(),
                        vae.varianceFloor()),
                options.detector().stride(),
                anySize ? 0 : image.height(),
                anySize ? 0 : image.width());
    }

    /** Saves the model, and says where it is. With a fixed time it gets no other trace of when and where it was made. */
    Path save(Detector detector) throws IOException {
        detector.withProvenance(dated(detector.provenance())).save(file);
        return file;
    }

    /** Saves the model of an inspection likewise, and gives it as it was saved. */
    InspectionModel save(InspectionModel model) throws IOException {
        InspectionModel dated = model.withProvenance(dated(model.provenance()));
        ModelFile.saveInspection(dated, file);
        return dated;
    }

    /** Saves a model of parts likewise, whatever its method. */
    PartModel save(PartModel model) throws IOException {
        return model instanceof FeatureModel features ? save(features) : save((InspectionModel) model);
    }

    /** Saves a model on features likewise, and gives it as it was saved. */
    FeatureModel save(FeatureModel model) throws IOException {
        FeatureModel dated = model.withProvenance(dated(model.provenance()));
        FeatureModelFile.save(dated, file);
        return dated;
    }

    private Provenance dated(Provenance provenance) {
        if (fixedTime == null) {
            return provenance;
        }
        Circumstances known = provenance.circumstances();
        Provenance.Calibration calibration = known == null ? null : known.calibration();
        return provenance.withCircumstances(
                Circumstances.at(fixedTime).withCalibration(calibration == null ? null : calibration.at(fixedTime)));
    }

    /** The file, as an absolute path. */
    Path file() {
        return file;
    }

    @Override
    public void close() {
        folder.close();
    }
}
