package dev.kizu.train;

import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.ScaleCalibration;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.dataset.FileDigest;
import dev.kizu.image.Image;
import dev.kizu.image.Preparation;
import dev.kizu.image.Resampling;
import dev.kizu.inspect.Calibrator;
import dev.kizu.inspect.Inspector;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.Provenance;
import dev.kizu.model.ScaleModel;
import dev.kizu.patch.PatchBank;
import dev.kizu.patch.PatchSampler;
import dev.kizu.patch.PatchSource;
import dev.kizu.patch.PatchSpec;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.TrainedVae;
import dev.kizu.vae.TrainingSummary;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeTrainer;
import dev.kizu.vae.WindowTerms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Trains a model on a folder of pictures of good parts: one network for each scale, on random patches, and a calibration by pictures that
 * were held out. The same pictures and request give the same model, bit for bit, whatever the number of threads.
 *
 * <p>Memory is bounded: prepared images are kept where all of them together take less than 96 MB, and otherwise pass by once while patches
 * are drawn from them.
 */
public final class PartTrainer {
    private static final long IMAGE_BYTES = 96L << 20;
    /** Samples in the banks of all scales together, two bytes each. */
    private static final int BANK_SAMPLES = 64 << 20;
    /** Pictures whose loss decides when training ends. */
    private static final int LOSS_IMAGES = 8;

    private final TrainingRequest request;
    private final PartTrainingListener listener;
    private final TrainingPlan plan;
    private final List<PictureFailure> failures;
    /** What the model remembers, so that a later calibration finds those held out again, also if some turn out to be damaged. */
    private final List<Path> drawnFrom;

    private final List<Path> trained = new ArrayList<>();
    private final List<Path> heldOut = new ArrayList<>();
    private final long start = System.nanoTime();

    private PartTrainer(Survey survey, TrainingRequest request, PartTrainingListener listener) {
        this.request = request;
        this.listener = listener;
        this.failures = new ArrayList<>(survey.failures());
        failures.forEach(listener::onFailure);
        this.plan = TrainingPlan.of(request, survey);
        this.drawnFrom = survey.files();
        HeldOutSplit split = HeldOutSplit.of(drawnFrom, plan.vae().seed(), plan.heldOut());
        trained.addAll(split.trained());
        heldOut.addAll(split.heldOut());
    }

    /**
     * Trains a model.
     *
     * @param files pictures of good parts
     * @throws IllegalArgumentException if pictures and request do not fit; the message says what to do
     * @throws IOException if the files cannot be read for their digest
     */
    public static PartTrainingResult train(List<Path> files, TrainingRequest request, PartTrainingListener listener)
            throws IOException {
        PartTrainer trainer = new PartTrainer(Survey.of(files, request.region(), request.mask()), request, listener);
        listener.onPlan(trainer.plan);
        return trainer.train();
    }

    private PartTrainingResult train() throws IOException {
        List<Image> lossImages = lossImages();
        List<PatchSource> sources = sources();
        List<TrainingSummary> summaries = new ArrayList<>();
        List<ScaleModel> scales = new ArrayList<>();
        for (int s = 0; s < plan.scales().size(); s++) {
            // Out of the list: a bank is large, and no longer needed when its network is trained.
            scales.add(trainScale(s, sources.remove(0), lossImages, summaries));
        }
        Inspector draft = new Inspector(new InspectionModel(
                plan.preparation(),
                scales,
                plan.stride(),
                ScoreKind.UNREGULARIZED,
                request.calibration().aggregation(),
                new HeldOutScores(Map.of(), Map.of()),
                new InspectionThreshold(
                        Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, ThresholdMethod.FIXED, 0.01, 1, 1),
                Provenance.unknown()));
        List<PictureFailure> unread = new ArrayList<>();
        List<List<WindowTerms>> terms = Pictures.terms(
                heldOut,
                draft,
                request.calibration().threads(),
                (i, failure) -> {
                    unread.add(failure);
                    fail(failure);
                },
                done -> listener.onProgress(TrainingStage.SCANNING, done, plan.heldOut()));
        unread.forEach(failure -> heldOut.remove(failure.file()));
        listener.onProgress(TrainingStage.CALIBRATING, 0, 1);
        Calibrator.Result calibrated = Calibrator.calibrate(draft, terms, request.calibration());
        listener.onProgress(TrainingStage.CALIBRATING, 1, 1);
        return new PartTrainingResult(
                calibrated.model().withProvenance(provenance(summaries)),
                plan,
                trained,
                heldOut,
                failures,
                summaries,
                calibrated.explainedByPosition(),
                calibrated.explainedByPlace(),
                (System.nanoTime() - start) * 1e-9);
    }

    private Provenance provenance(List<TrainingSummary> summaries) throws IOException {
        List<Path> all = new ArrayList<>(drawnFrom);
        all.sort(null);
        TrainingSummary first = summaries.get(0);
        return Provenance.unknown()
                .withTraining(new Provenance.Training(
                        "",
                        plan.vae(),
                        (double) plan.heldOut() / all.size(),
                        "good",
                        all.size(),
                        FileDigest.sha256(all),
                        plan.heldOut(),
                        first.finalLoss()))
                .withCircumstances(Provenance.Circumstances.now("", first.kernel()));
    }

    private ScaleModel trainScale(int s, PatchSource source, List<Image> lossImages, List<TrainingSummary> summaries) {
        int factor = plan.scales().get(s);
        int stride = plan.strideAt(factor);
        HeldOutLoss check = new HeldOutLoss(
                lossImages.stream().map(image -> shrunk(image, factor)).toList(),
                stride,
                request.calibration().threads());
        TrainedVae result = VaeTrainer.train(
                source,
                plan.vae(),
                progress -> listener.onTraining(s + 1, plan.scales().size(), progress),
                check);
        TrainingSummary summary = result.summary();
        summaries.add(summary);
        Vae vae = check.better(result.vae());
        if (summary.epochs() < plan.vae().epochs()) {
            listener.onEarlyStop(s + 1, summary.epochs(), check.loss(vae));
        }
        int cells = plan.preparation().height()
                / plan.stride()
                * (plan.preparation().width() / plan.stride());
        return new ScaleModel(factor, vae, stride, ScaleCalibration.none(cells));
    }

    private static Image shrunk(Image image, int factor) {
        return Resampling.resize(image, image.height() / factor, image.width() / factor);
    }

    /** Where each scale's patches come from. */
    private List<PatchSource> sources() {
        Preparation preparation = plan.preparation();
        long bytes = 4L * preparation.channels() * preparation.height() * preparation.width() * trained.size();
        PatchSpec spec = new PatchSpec(plan.vae().patchHeight(), plan.vae().patchWidth(), preparation.channels());
        return bytes <= IMAGE_BYTES ? samplers(spec) : banks(spec);
    }

    private List<PatchSource> samplers(PatchSpec spec) {
        Image[] images = new Image[trained.size()];
        read((i, image) -> images[i] = image);
        List<Image> usable = Arrays.stream(images).filter(Objects::nonNull).toList();
        checkSome(usable.size());
        List<PatchSource> sources = new ArrayList<>();
        for (int factor : plan.scales()) {
            sources.add(new PatchSampler(
                    usable.stream().map(image -> shrunk(image, factor)).toList(),
                    spec,
                    plan.vae().seed()));
        }
        return sources;
    }

    private List<PatchSource> banks(PatchSpec spec) {
        long wanted = (long) plan.vae().patches() * plan.vae().epochs();
        int size = (int) Math.min(wanted, BANK_SAMPLES / plan.scales().size() / spec.size());
        List<PatchBank> banks = plan.scales().stream()
                .map(factor ->
                        new PatchBank(spec, trained.size(), size, plan.vae().seed()))
                .toList();
        boolean[] added = new boolean[trained.size()];
        read((i, image) -> {
            for (int s = 0; s < banks.size(); s++) {
                banks.get(s).add(i, shrunk(image, plan.scales().get(s)));
            }
            added[i] = true;
        });
        int usable = 0;
        for (int i = 0; i < added.length; i++) {
            usable += added[i] ? 1 : 0;
        }
        checkSome(usable);
        if (usable < added.length) {
            int[] there = IntStream.range(0, added.length).filter(i -> added[i]).toArray();
            banks.forEach(bank -> bank.fillGaps(added, there));
        }
        return new ArrayList<>(banks);
    }

    private void read(Pictures.Sink sink) {
        int total = trained.size();
        Pictures.forEach(
                trained,
                plan.preparation(),
                request.calibration().threads(),
                sink,
                (i, failure) -> fail(failure),
                done -> listener.onProgress(TrainingStage.READING, done, total));
        failures.forEach(failure -> trained.remove(failure.file()));
    }

    private void fail(PictureFailure failure) {
        failures.add(failure);
        listener.onFailure(failure);
    }

    private static void checkSome(int usable) {
        if (usable == 0) {
            throw new IllegalArgumentException(
                    "none of the pictures to train on could be used; see the messages before this one");
        }
    }

    private List<Image> lossImages() {
        int count = Math.min(LOSS_IMAGES, heldOut.size());
        Image[] images = new Image[count];
        List<String> reasons = new ArrayList<>();
        Pictures.forEach(
                heldOut.subList(0, count),
                plan.preparation(),
                request.calibration().threads(),
                (i, image) -> images[i] = image,
                (i, failure) -> reasons.add(failure.reason()),
                done -> {});
        List<Image> usable = Arrays.stream(images).filter(Objects::nonNull).toList();
        if (usable.isEmpty()) {
            throw new IllegalArgumentException(
                    "none of the first %d pictures that are held out could be used, for instance %s"
                            .formatted(count, reasons.get(0)));
        }
        return usable;
    }
}
