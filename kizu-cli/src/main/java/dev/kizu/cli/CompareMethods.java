package dev.kizu.cli;

import dev.kizu.features.backbone.BackboneChoice;
import dev.kizu.features.model.FeatureModel;
import dev.kizu.features.model.Method;
import dev.kizu.features.train.FeatureRequest;
import dev.kizu.features.train.FeatureTrainer;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.model.InspectionModel;
import dev.kizu.train.PartTrainer;
import dev.kizu.train.TrainingRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which methods are compared, and how each is trained, by the options of a command line.
 *
 * @param data the folder, as it is to be named in models
 * @param flags of all methods and of autoencoders
 * @param features of methods that need a pretrained network
 * @param judgement how pictures are judged
 * @param say tells what was chosen
 */
record CompareMethods(
        Path data, PartTrainingFlags flags, FeatureFlags features, JudgementFlags judgement, Consumer<String> say) {
    /** What is in auto without the autoencoders is of interest to few. */
    private static final List<TrainMethod> USUAL =
            List.of(TrainMethod.VAE, TrainMethod.PADIM, TrainMethod.PATCHCORE, TrainMethod.AUTO);

    /**
     * Those that were asked for, or all that can be trained.
     *
     * @param asked the methods, those named twice once; null for all
     * @throws IllegalArgumentException if options and methods do not go together, or a method needs a backbone and there is none
     * @throws IOException if the backbone or the mask cannot be used
     */
    List<ComparedTraining> choose(@Nullable List<TrainMethod> asked) throws IOException {
        Set<TrainMethod> methods = new LinkedHashSet<>(asked == null ? USUAL : asked);
        if (autoWithout(methods)) {
            say.accept("no backbone was given, and the store has none: auto is vae");
            methods.remove(TrainMethod.AUTO);
            methods.add(TrainMethod.VAE);
        }
        checkOptions(methods);
        BackboneChoice backbone = null;
        if (methods.stream().anyMatch(method -> method.onFeatures() != null)) {
            backbone = backbone(asked == null);
            if (backbone == null) {
                methods.removeIf(method -> method.onFeatures() != null);
            }
        }
        CalibrationOptions options = judgement.over(CalibrationOptions.standard());
        List<ComparedTraining> chosen = new ArrayList<>();
        for (TrainMethod method : methods) {
            Method kind = method.onFeatures();
            if (kind == null) {
                chosen.add(autoencoder(flags.request(options)));
            } else if (backbone != null) {
                chosen.add(
                        onFeatures(method, features.request(kind, backbone, flags, options, judgement.aggregation())));
            }
        }
        return chosen;
    }

    /** Whether auto is asked for, nothing else needs a backbone, and there is none. */
    private boolean autoWithout(Set<TrainMethod> methods) throws IOException {
        return methods.contains(TrainMethod.AUTO)
                && methods.stream().noneMatch(method -> method != TrainMethod.AUTO && method.onFeatures() != null)
                && !features.backboneThere();
    }

    private void checkOptions(Set<TrainMethod> methods) {
        List<String> ofAutoencoder = new ArrayList<>(flags.ofAutoencoder());
        ofAutoencoder.addAll(judgement.ofAutoencoder());
        boolean vae = methods.contains(TrainMethod.VAE);
        if (!vae && !flags.ofAutoencodersAlone().isEmpty()) {
            throw new IllegalArgumentException("%s goes with the method vae; leave it out, or add vae to --methods"
                    .formatted(String.join(", ", flags.ofAutoencodersAlone())));
        }
        if (!vae && !methods.contains(TrainMethod.AUTO) && !ofAutoencoder.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s goes with the methods vae and auto; leave it out, or add one to --methods"
                            .formatted(String.join(", ", ofAutoencoder)));
        }
        if (methods.equals(Set.of(TrainMethod.VAE)) && !features.given().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s goes with the methods padim, patchcore, both and auto; leave it out, or add one to --methods"
                            .formatted(String.join(", ", features.given())));
        }
        if (methods.stream().noneMatch(CompareMethods::hasBank)
                && features.given().contains("--bank")) {
            throw new IllegalArgumentException(
                    "--bank goes with the methods patchcore, both and auto; leave it out, or add one to --methods");
        }
    }

    private static boolean hasBank(TrainMethod method) {
        Method onFeatures = method.onFeatures();
        return onFeatures != null && onFeatures.members().contains(Method.PATCHCORE);
    }

    /**
     * The backbone.
     *
     * @param optional whether there may be none
     */
    private @Nullable BackboneChoice backbone(boolean optional) throws IOException {
        try {
            BackboneChoice choice = features.backbone();
            choice.notes().forEach(say);
            return choice;
        } catch (IllegalArgumentException e) {
            if (!optional || !features.given().isEmpty()) {
                throw e;
            }
            say.accept("padim, patchcore and auto are left out: " + e.getMessage());
            return null;
        }
    }

    private ComparedTraining autoencoder(TrainingRequest request) {
        return new ComparedTraining(TrainMethod.VAE, (training, seed, progress) -> {
            TrainingRequest seeded =
                    request.withCalibration(request.calibration().withSeed(seed));
            InspectionModel model =
                    PartTrainer.train(training, seeded, progress).model();
            InspectionModel named = model.withProvenance(TrainCommand.named(model.provenance(), data));
            return saver -> saver.save(named);
        });
    }

    private ComparedTraining onFeatures(TrainMethod method, FeatureRequest request) {
        return new ComparedTraining(method, (training, seed, progress) -> {
            Logging.quietJVector();
            FeatureModel model = FeatureTrainer.train(training, request.withSeed(seed), progress)
                    .model();
            FeatureModel named = model.withProvenance(TrainCommand.named(model.provenance(), data));
            return saver -> saver.save(named);
        });
    }
}
