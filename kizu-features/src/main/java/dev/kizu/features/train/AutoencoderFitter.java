package dev.kizu.features.train;

import dev.kizu.detect.ScoreMap;
import dev.kizu.features.model.FeatureScoring;
import dev.kizu.features.model.Head;
import dev.kizu.image.Preparation;
import dev.kizu.model.InspectionModel;
import dev.kizu.train.Choice;
import dev.kizu.train.PartTrainer;
import dev.kizu.train.PartTrainingListener;
import dev.kizu.train.PartTrainingResult;
import dev.kizu.train.PictureFailure;
import dev.kizu.train.Survey;
import dev.kizu.train.TrainingPlan;
import dev.kizu.train.TrainingRequest;
import dev.kizu.train.TrainingStage;
import dev.kizu.train.WorkingSize;
import dev.kizu.vae.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Trains the autoencoders of an ensemble, on the pictures that heads are fitted to and at the same working size. */
final class AutoencoderFitter {
    /** Where the features' pictures are held out once each, so are the autoencoders'. */
    private static final int FOLDS = 2;

    /** Side of the usual patches. */
    private static final int PATCH = 8;

    /** What the plan of the whole has told. */
    private static final Set<String> TOLD = Set.of("colour", "size");

    private AutoencoderFitter() {}

    /**
     * Trained autoencoders.
     *
     * @param model them
     * @param seen what they see of each picture that calibration used, none of which they learnt from: on the grid of the features
     */
    record Fitted(InspectionModel model, Map<Path, Head.Seen> seen) {}

    /**
     * Trains them.
     *
     * @param failures hears of pictures that turn out to be damaged
     * @throws IllegalArgumentException if pictures and request do not fit; the message says what to do
     */
    static Fitted fit(
            Survey survey,
            FeatureRequest request,
            FeaturePlan plan,
            FeatureScoring scoring,
            PartTrainingListener listener,
            Consumer<PictureFailure> failures)
            throws IOException {
        TrainingRequest asked = request.autoencoders();
        Telling telling = new Telling(asked.stride() == null, listener, failures);
        PartTrainingResult result = train(survey, request(survey, request, plan), telling);
        InspectionModel model = result.model();
        float[] scores = model.heldOut().image(model.score());
        Map<Path, Head.Seen> seen = new HashMap<>();
        for (int i = 0; i < scores.length; i++) {
            ScoreMap map = result.heldOutMaps().get(i);
            seen.put(result.heldOut().get(i), scoring.seen(map, scores[i]));
        }
        return new Fitted(model, seen);
    }

    private static PartTrainingResult train(Survey survey, TrainingRequest request, Telling telling)
            throws IOException {
        try {
            return PartTrainer.train(survey, request, telling);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the autoencoders cannot be trained beside features: %s. (--folds is not for them there, since pictures are held out as for the features; --method both does without autoencoders)"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static TrainingRequest request(Survey survey, FeatureRequest request, FeaturePlan plan) {
        Preparation preparation = plan.preparation();
        TrainingRequest asked = request.autoencoders();
        boolean folded = plan.heldOut() == 0;
        return new TrainingRequest(
                new WorkingSize(preparation.height(), preparation.width(), 0),
                preparation.channels() == 3,
                request.region(),
                request.mask(),
                asked.patch(),
                stride(asked, plan),
                asked.scales(),
                asked.depth(),
                asked.filters(),
                asked.latent(),
                asked.varianceFloor(),
                asked.patches(),
                asked.epochs(),
                folded ? null : (double) plan.heldOut() / survey.files().size(),
                folded ? FOLDS : 1,
                asked.calibration()
                        .withFalseAlarmRate(request.falseAlarmRate())
                        .withSeed(request.seed())
                        .withThreads(request.threads()));
    }

    /**
     * A window for each cell of the features, or more: so close that every pixel is in one. Still closer ones were no gain where cells are as large as patches,
     * and take as much longer.
     */
    private static int stride(TrainingRequest asked, FeaturePlan plan) {
        Integer stride = asked.stride();
        if (stride != null) {
            return stride;
        }
        Integer patch = asked.patch();
        int most = Math.min(plan.cell(), patch == null ? PATCH : patch);
        if (fits(most, plan.preparation())) {
            return most;
        }
        int half = Integer.highestOneBit(most);
        while (!fits(half, plan.preparation())) {
            half /= 2;
        }
        return half;
    }

    /** Windows begin at multiples of the stride, and cells divide the image. */
    private static boolean fits(int stride, Preparation preparation) {
        return preparation.height() % stride == 0 && preparation.width() % stride == 0;
    }

    /** Tells of the plan what is the autoencoders' own, and hands failures on to whoever collects those of the whole. */
    private record Telling(boolean usualStride, PartTrainingListener listener, Consumer<PictureFailure> failures)
            implements PartTrainingListener {
        private static final String ASKED = "as asked";

        /** What this class asked for, and not the user. */
        private String reason(Choice choice) {
            return switch (choice.name()) {
                case "stride" ->
                    usualStride
                            ? choice.reason()
                                    .replace(
                                            ASKED,
                                            "as far apart as the features' cells, but no farther than a patch is wide")
                            : choice.reason();
                case "held out" -> choice.reason().replace(ASKED, "as for the features");
                default -> choice.reason();
            };
        }

        @Override
        public void onPlan(TrainingPlan plan) {
            List<Choice> own = plan.choices().stream()
                    .filter(choice -> !TOLD.contains(choice.name()))
                    .map(choice -> new Choice(choice.name(), choice.value(), reason(choice)))
                    .toList();
            listener.onPlan(new TrainingPlan(
                    plan.preparation(), plan.scales(), plan.stride(), plan.vae(), plan.heldOut(), plan.folds(), own));
        }

        @Override
        public void onFailure(PictureFailure failure) {
            failures.accept(failure);
        }

        @Override
        public void onProgress(TrainingStage stage, int done, int total) {
            listener.onProgress(stage, done, total);
        }

        @Override
        public void onTraining(int network, int networks, TrainingProgress progress) {
            listener.onTraining(network, networks, progress);
        }

        @Override
        public void onEarlyStop(int network, int epochs, double heldOutLoss) {
            listener.onEarlyStop(network, epochs, heldOutLoss);
        }
    }
}
