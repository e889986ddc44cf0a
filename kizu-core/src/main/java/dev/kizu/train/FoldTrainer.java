package dev.kizu.train;

import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.ScaleCalibration;
import dev.kizu.calibrate.ThresholdMethod;
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
import dev.kizu.random.CounterRandom;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.TrainedVae;
import dev.kizu.vae.TrainingSummary;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeTrainer;
import dev.kizu.vae.WindowTerms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Trains the networks of one fold, one for each scale (several, of different seeds, for a scale that comes more than once), on some pictures, and looks through them at those that are held out.
 *
 * <p>Memory is bounded: prepared images are kept where all of them together take less than 96 MB, and otherwise pass by once while patches
 * are drawn from them.
 */
final class FoldTrainer {
    private static final long IMAGE_BYTES = 96L << 20;
    /** Samples in the banks of all scales together, two bytes each. */
    private static final int BANK_SAMPLES = 64 << 20;
    /** Pictures whose loss decides when training ends. */
    private static final int LOSS_IMAGES = 8;

    private final TrainingPlan plan;
    private final TrainingRequest request;
    private final PartTrainingListener listener;
    private final Consumer<PictureFailure> failures;
    private final int fold;
    private final VaeOptions options;
    private final List<Path> trained;
    private final List<Path> heldOut;
    private final List<TrainingSummary> summaries = new ArrayList<>();

    /**
     * A trainer.
     *
     * @param fold its number, from 0
     * @param trained the pictures to learn from
     * @param heldOut the pictures held out
     * @param failures hears of pictures that turn out to be damaged
     */
    FoldTrainer(
            TrainingPlan plan,
            TrainingRequest request,
            PartTrainingListener listener,
            int fold,
            List<Path> trained,
            List<Path> heldOut,
            Consumer<PictureFailure> failures) {
        this.plan = plan;
        this.request = request;
        this.listener = listener;
        this.failures = failures;
        this.fold = fold;
        this.options = plan.vae().withSeed(seed(plan.vae().seed(), fold));
        this.trained = List.copyOf(trained);
        this.heldOut = new ArrayList<>(heldOut);
    }

    private static long seed(long seed, int fold) {
        return fold == 0 ? seed : new CounterRandom(seed, "fold").bits(fold, 0);
    }

    /** The seed of a scale's network: a scale that comes more than once has a network of its own each time. */
    private long scaleSeed(int scale) {
        int factor = plan.scales().get(scale);
        int before = Math.toIntExact(plan.scales().subList(0, scale).stream()
                .filter(f -> f == factor)
                .count());
        return before == 0 ? options.seed() : new CounterRandom(options.seed(), "network").bits(before, 0);
    }

    /**
     * Trained networks and what they make of the pictures that they have not seen.
     *
     * @param fold for the calibration
     * @param heldOut the pictures that were held out and could be read, in the order of the fold's
     * @param networks how the network of each scale was trained
     */
    record Result(Calibrator.Fold fold, List<Path> heldOut, List<TrainingSummary> networks) {}

    Result train() {
        List<Image> lossImages = lossImages();
        List<PatchSource> sources = sources();
        List<ScaleModel> scales = new ArrayList<>();
        for (int s = 0; s < plan.scales().size(); s++) {
            // Out of the list: a bank is large, and no longer needed when its network is trained.
            scales.add(trainScale(s, sources.remove(0), lossImages));
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
                    failures.accept(failure);
                },
                done -> listener.onProgress(TrainingStage.SCANNING, done, heldOut.size()));
        unread.forEach(failure -> heldOut.remove(failure.file()));
        return new Result(new Calibrator.Fold(draft, terms), List.copyOf(heldOut), summaries);
    }

    private ScaleModel trainScale(int s, PatchSource source, List<Image> lossImages) {
        int factor = plan.scales().get(s);
        int stride = plan.strideAt(factor);
        int number = fold * plan.scales().size() + s + 1;
        HeldOutLoss check = new HeldOutLoss(
                lossImages.stream().map(image -> shrunk(image, factor)).toList(),
                stride,
                request.calibration().threads());
        TrainedVae result = VaeTrainer.train(
                source,
                options.withSeed(scaleSeed(s)),
                progress ->
                        listener.onTraining(number, plan.folds() * plan.scales().size(), progress),
                check);
        TrainingSummary summary = result.summary();
        summaries.add(summary);
        Vae vae = check.better(result.vae());
        if (summary.epochs() < options.epochs()) {
            listener.onEarlyStop(number, summary.epochs(), check.loss(vae));
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
        PatchSpec spec = new PatchSpec(options.patchHeight(), options.patchWidth(), preparation.channels());
        return bytes <= IMAGE_BYTES ? samplers(spec) : banks(spec);
    }

    private List<PatchSource> samplers(PatchSpec spec) {
        Image[] images = new Image[trained.size()];
        read((i, image) -> images[i] = image);
        List<Image> usable = Arrays.stream(images).filter(Objects::nonNull).toList();
        checkSome(usable.size());
        List<PatchSource> sources = new ArrayList<>();
        for (int scale = 0; scale < plan.scales().size(); scale++) {
            int factor = plan.scales().get(scale);
            sources.add(new PatchSampler(
                    usable.stream().map(image -> shrunk(image, factor)).toList(), spec, scaleSeed(scale)));
        }
        return sources;
    }

    private List<PatchSource> banks(PatchSpec spec) {
        long wanted = (long) options.patches() * options.epochs();
        int size = (int) Math.min(wanted, BANK_SAMPLES / plan.scales().size() / spec.size());
        List<PatchBank> banks = IntStream.range(0, plan.scales().size())
                .mapToObj(scale -> new PatchBank(spec, trained.size(), size, scaleSeed(scale)))
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
        Pictures.forEach(
                trained,
                plan.preparation(),
                request.calibration().threads(),
                sink,
                (i, failure) -> failures.accept(failure),
                done -> listener.onProgress(TrainingStage.READING, done, trained.size()));
    }

    private static void checkSome(int usable) {
        if (usable == 0) {
            throw new IllegalArgumentException(
                    "none of the pictures to train on could be used; see the messages before this one");
        }
    }

    /** The first few that can be used. */
    private List<Image> lossImages() {
        List<String> reasons = new ArrayList<>();
        for (int from = 0; from < heldOut.size(); from += LOSS_IMAGES) {
            int count = Math.min(LOSS_IMAGES, heldOut.size() - from);
            Image[] images = new Image[count];
            Pictures.forEach(
                    heldOut.subList(from, from + count),
                    plan.preparation(),
                    request.calibration().threads(),
                    (i, image) -> images[i] = image,
                    (i, failure) -> reasons.add(failure.reason()),
                    done -> {});
            List<Image> usable = Arrays.stream(images).filter(Objects::nonNull).toList();
            if (!usable.isEmpty()) {
                return usable;
            }
        }
        throw new IllegalArgumentException("none of the %d pictures that are held out could be used%s"
                .formatted(heldOut.size(), reasons.isEmpty() ? "" : ", for instance " + reasons.get(0)));
    }
}
