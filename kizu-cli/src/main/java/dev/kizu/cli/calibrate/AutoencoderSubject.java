package dev.kizu.cli.calibrate;

import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.Reference;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.inspect.Calibrator;
import dev.kizu.inspect.Inspector;
import dev.kizu.inspect.PartInspector;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.PartModel;
import dev.kizu.model.Provenance;
import dev.kizu.score.ScoreKind;
import dev.kizu.train.Pictures;
import dev.kizu.vae.WindowTerms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model of autoencoders: calibration learns from pictures what is normal.
 *
 * @param model the model
 */
public record AutoencoderSubject(InspectionModel model) implements Subject {
    @Override
    public @Nullable TrainedWith trainedWith() {
        Provenance.Training training = model.provenance().training();
        return training == null || training.heldOut() == 0
                ? null
                : new TrainedWith(
                        training.options().seed(),
                        training.images(),
                        training.imagesSha256(),
                        training.heldOut(),
                        training.folds());
    }

    @Override
    public void check(CalibrationOptions options, boolean pictures) {
        Reference reference = options.reference();
        boolean asked = reference != null && reference != model.reference();
        if (!pictures && (reference == null || asked || !options.aggregation().equals(model.aggregation()))) {
            throw new IllegalArgumentException(
                    "another calibration or aggregation takes pictures of good parts to calibrate by, and there are none: looked for train/good. Give a folder of pictures of good parts, or leave --calibration and --aggregate out");
        }
    }

    @Override
    public Calibrated calibrate(Normals normals, CalibrationOptions options, Recalibration.Listener listener) {
        List<Path> used = new ArrayList<>(normals.files());
        List<List<Path>> folds = normals.folds();
        List<Calibrator.Fold> calibrated = new ArrayList<>();
        int before = 0;
        for (int fold = 0; fold < folds.size(); fold++) {
            int scanned = before;
            Inspector inspector = new Inspector(model.fold(fold, folds.size()));
            List<List<WindowTerms>> terms = Pictures.terms(
                    folds.get(fold),
                    inspector,
                    options.threads(),
                    (i, failure) -> {
                        used.remove(failure.file());
                        listener.onFailure(failure);
                    },
                    done -> listener.onProgress(
                            "Scanning good pictures",
                            scanned + done,
                            normals.files().size()));
            calibrated.add(new Calibrator.Fold(inspector, terms));
            before += folds.get(fold).size();
        }
        Calibrator.Result result = Calibrator.calibrate(calibrated, options);
        return new Calibrated(
                result.model().withProvenance(model.provenance()),
                result.explainedByPosition(),
                result.explainedByPlace(),
                List.copyOf(used),
                false);
    }

    @Override
    public PartModel decideBy(PartModel calibrated, ScoreKind kind, double falseAlarmRate) {
        InspectionModel known = (InspectionModel) calibrated;
        return new InspectionModel(
                known.preparation(),
                known.scales(),
                known.cell(),
                kind,
                known.aggregation(),
                known.heldOut(),
                InspectionThreshold.atFalseAlarmRate(
                        known.heldOut().image(kind), known.heldOut().peak(kind), falseAlarmRate),
                known.provenance());
    }

    @Override
    public PartInspector inspector(PartModel calibrated) {
        return new Inspector((InspectionModel) calibrated);
    }
}
