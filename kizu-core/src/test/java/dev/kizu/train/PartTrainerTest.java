package dev.kizu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kizu.calibrate.Reference;
import dev.kizu.image.ImageFiles;
import dev.kizu.image.Mask;
import dev.kizu.image.Region;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.inspect.Inspector;
import dev.kizu.model.ModelFile;
import dev.kizu.model.Provenance;
import dev.kizu.model.ScaleModel;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartTrainerTest {
    @TempDir
    Path folder;

    private static TrainingRequest quick(CalibrationOptions calibration) {
        return new TrainingRequest(
                null, null, null, null, null, 4, null, null, 4, 2, null, 2000, 2, null, null, calibration);
    }

    /** With as many windows as there are by default. */
    private static TrainingRequest usual() {
        return new TrainingRequest(
                null, null, null, null, null, null, null, null, 4, 2, null, 2000, 2, null, null, calibration(1));
    }

    /** With the share held out, or the number of folds, or neither. */
    private static TrainingRequest quick(@Nullable Double heldOut, @Nullable Integer folds) {
        return new TrainingRequest(
                null, null, null, null, null, 4, null, null, 4, 2, null, 2000, 2, heldOut, folds, calibration(2));
    }

    private static CalibrationOptions calibration(int threads) {
        return CalibrationOptions.standard().withThreads(threads).withFalseAlarmRate(0.2);
    }

    @Test
    void aFlawIsFoundWhereItIs() throws IOException {
        PartTrainingResult result =
                PartTrainer.train(Photos.good(folder, 16, 96, 96, 1), quick(calibration(2)), PartTrainingListener.NONE);
        Inspector inspector = new Inspector(result.model());
        var flawed = inspector.inspect(
                ImageFiles.read(Photos.write(folder.resolve("bad/flaw.png"), 96, 96, 900, false, true)));
        var fine = inspector.inspect(
                ImageFiles.read(Photos.write(folder.resolve("fine/part.png"), 96, 96, 901, false, false)));

        assertThat(flawed.verdict().anomalous()).isTrue();
        assertThat(flawed.verdict().score()).isGreaterThan(fine.verdict().score());
        assertThat(flawed.pValue()).isEqualTo(1.0 / (result.heldOut().size() + 1));
        int best = 0;
        for (int i = 0; i < flawed.map().values().length; i++) {
            best = flawed.map().values()[i] > flawed.map().values()[best] ? i : best;
        }
        int row = best / flawed.map().columns() * 96 / flawed.map().rows();
        assertThat(row).isBetween(34, 62);
    }

    @Test
    void theSameModelOnOneAndOnThreeThreads() throws IOException {
        List<Path> files = Photos.good(folder, 9, 64, 80, 5);
        List<byte[]> models = new ArrayList<>();
        for (int threads : new int[] {1, 3}) {
            PartTrainingResult result =
                    PartTrainer.train(files, quick(calibration(threads)), PartTrainingListener.NONE);
            models.add(ModelFile.inspectionToBytes(result.model()
                    .withProvenance(result.model()
                            .provenance()
                            .withCircumstances(Provenance.Circumstances.at(Instant.EPOCH)))));
        }
        assertThat(models.get(1)).isEqualTo(models.get(0));
    }

    @Test
    void picturesThatCannotBeReadAreToldAndLeftOut() throws IOException {
        List<Path> files = new ArrayList<>(Photos.good(folder, 8, 64, 64, 3));
        byte[] whole = Files.readAllBytes(files.get(2));
        Files.write(files.get(2), Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(files.get(5), "no picture");
        List<String> told = new ArrayList<>();
        PartTrainingResult result = PartTrainer.train(files, quick(calibration(1)), new PartTrainingListener() {
            @Override
            public void onFailure(PictureFailure failure) {
                told.add(failure.reason());
            }
        });
        assertThat(result.failures()).hasSize(2);
        assertThat(told)
                .hasSize(2)
                .anyMatch(reason -> reason.contains("good-002"))
                .anyMatch(reason -> reason.contains("good-005"));
        List<Path> readable = new ArrayList<>(files);
        readable.removeAll(List.of(files.get(2), files.get(5)));
        assertThat(result.images()).isEqualTo(6);
        assertThat(result.trained()).isEqualTo(readable);
        assertThat(result.heldOut()).containsExactlyInAnyOrderElementsOf(readable);
        assertThat(result.model().heldOut().image(ScoreKind.JOINT)).hasSize(6);
    }

    @Test
    void whereAShareIsHeldOutNoNetworkLearnsFromIt() throws IOException {
        List<Path> files = Photos.good(folder, 8, 64, 64, 3);
        PartTrainingResult result = PartTrainer.train(files, quick(0.5, null), PartTrainingListener.NONE);
        assertThat(result.plan().folds()).isEqualTo(1);
        assertThat(result.heldOut()).hasSize(4);
        assertThat(result.trained()).hasSize(4).doesNotContainAnyElementsOf(result.heldOut());
        assertThat(result.model().heldOut().image(ScoreKind.JOINT)).hasSize(4);
    }

    @Test
    void aScaleThatComesTwiceHasTwoNetworksOfDifferentSeeds() throws IOException {
        TrainingRequest request = new TrainingRequest(
                null,
                null,
                null,
                null,
                null,
                4,
                List.of(1, 2, 2),
                null,
                4,
                2,
                null,
                2000,
                1,
                0.5,
                null,
                calibration(1));
        List<ScaleModel> scales = PartTrainer.train(
                        Photos.good(folder, 8, 64, 64, 3), request, PartTrainingListener.NONE)
                .model()
                .scales();

        assertThat(scales.stream().map(ScaleModel::factor)).containsExactly(1, 2, 2);
        assertThat(parameters(scales.get(1))).isNotEqualTo(parameters(scales.get(2)));
    }

    @Test
    void theFirstFoldHasTheNetworksThatItsShareAloneWouldGive() throws IOException {
        List<Path> files = Photos.good(folder, 8, 64, 64, 3);
        PartTrainingResult folds = PartTrainer.train(files, quick(null, 2), PartTrainingListener.NONE);
        PartTrainingResult half = PartTrainer.train(files, quick(0.5, null), PartTrainingListener.NONE);

        List<ScaleModel> scales = folds.model().scales();
        int each = half.model().scales().size();
        assertThat(folds.networks()).hasSize(2 * each);
        assertThat(scales).hasSize(2 * each);
        assertThat(folds.heldOut().subList(0, 4)).isEqualTo(half.heldOut());
        for (int scale = 0; scale < each; scale++) {
            float[] alone = parameters(half.model().scales().get(scale));
            assertThat(parameters(scales.get(scale))).isEqualTo(alone);
            assertThat(parameters(scales.get(each + scale))).isNotEqualTo(alone);
        }
    }

    @Test
    void foldsThatLeaveNothingToCalibrateByAreRefusedWithAdvice() throws IOException {
        List<Path> files = Photos.good(folder, 9, 64, 64, 3);
        assertThatThrownBy(() -> PartTrainer.train(files, quick(null, 5), PartTrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 folds of at least 2 pictures take 10, and 9 can be read");
        assertThatThrownBy(() -> PartTrainer.train(files, quick(0.5, 2), PartTrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Leave out --held-out, or --folds");
        assertThat(plan(files, quick(null, 1)).heldOut()).isEqualTo(4);
    }

    @Test
    void pictureDamagedInsideIsToldOnceAndLeftOutOfEveryFold() throws IOException {
        List<Path> files = new ArrayList<>(Photos.good(folder, 8, 64, 64, 3));
        List<Path> damaged = new ArrayList<>();
        for (HeldOutSplit fold : HeldOutSplit.folds(files, 0, files.size(), 2)) {
            Path file = fold.heldOut().get(1);
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length / 2));
            damaged.add(file);
        }
        List<Path> told = new ArrayList<>();
        PartTrainingResult result = PartTrainer.train(files, quick(null, 2), new PartTrainingListener() {
            @Override
            public void onFailure(PictureFailure failure) {
                told.add(failure.file());
            }
        });
        files.removeAll(damaged);
        assertThat(told).containsExactlyInAnyOrderElementsOf(damaged);
        assertThat(result.trained()).isEqualTo(files);
        assertThat(result.heldOut()).containsExactlyInAnyOrderElementsOf(files);
    }

    @Test
    void foldOfWhichOnePictureIsLeftIsRefusedBeforeItsNetworksAreTrained() throws IOException {
        List<Path> files = Photos.good(folder, 8, 64, 64, 3);
        List<Path> second = HeldOutSplit.folds(files, 0, files.size(), 2).get(1).heldOut();
        for (Path file : second.subList(1, second.size())) {
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        }
        assertThatThrownBy(() -> PartTrainer.train(files, quick(null, 2), new PartTrainingListener() {
                    @Override
                    public void onTraining(int network, int networks, TrainingProgress progress) {
                        assertThat(network).isLessThan(3);
                    }
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of the 4 pictures of fold 2 only 1 can be read")
                .hasMessageContaining("--folds 1");
    }

    @Test
    void lossIsThatOfOtherPicturesWhereTheFirstAreDamaged() throws IOException {
        List<Path> files = Photos.good(folder, 24, 32, 32, 3);
        List<Path> heldOut = HeldOutSplit.of(files, 0, 12).heldOut();
        for (Path file : heldOut.subList(0, 8)) {
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        }
        PartTrainingResult result = PartTrainer.train(files, quick(0.5, null), PartTrainingListener.NONE);
        assertThat(result.heldOut()).isEqualTo(heldOut.subList(8, 12));
        assertThat(result.failures()).hasSize(8);
    }

    @Test
    void tooFewPicturesAreRefusedWithAdvice() throws IOException {
        List<Path> files = Photos.good(folder, 3, 64, 64, 3);
        assertThatThrownBy(() -> PartTrainer.train(files, quick(calibration(1)), PartTrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 4 pictures")
                .hasMessageContaining("3 can be read")
                .hasMessageContaining("Add more");
    }

    @Test
    void tinyPicturesAreRefusedBeforeAnyWork() throws IOException {
        List<Path> files = Photos.good(folder, 6, 1, 1, 3);
        assertThatThrownBy(() -> PartTrainer.train(files, quick(calibration(1)), PartTrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("patches of 8 x 8")
                .hasMessageContaining("1 x 1");
    }

    private static TrainingRequest with(Region region, Mask mask) {
        return new TrainingRequest(
                null, null, region, mask, null, null, null, null, 4, 2, null, 2000, 1, null, null, calibration(1));
    }

    @Test
    void regionThatIsWithinNoPictureIsRefusedByTheHeaders() throws IOException {
        List<Path> files = Photos.good(folder, 6, 48, 64, 3);
        assertThatThrownBy(() ->
                        PartTrainer.train(files, with(new Region(40, 0, 32, 32), null), PartTrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("region 40,0,32,32")
                .hasMessageContaining("64 x 48");
    }

    @Test
    void picturesThatTheRegionIsNotWithinAreLeftOutBeforeOthersAreHeldOut() throws IOException {
        List<Path> files = new ArrayList<>(Photos.good(folder, 6, 64, 64, 3));
        files.addAll(Photos.good(folder.resolve("small"), 20, 32, 32, 9));

        Survey survey = Survey.of(files, new Region(8, 8, 40, 40), null);

        assertThat(survey.files()).isEqualTo(files.subList(0, 6));
        assertThat(survey.failures())
                .hasSize(20)
                .allSatisfy(failure -> assertThat(failure.reason())
                        .startsWith("cannot use " + failure.file())
                        .contains("outside of the image"));
    }

    @Test
    void maskOfAnotherSizeThanEveryPictureIsRefused() throws IOException {
        List<Path> files = Photos.good(folder, 6, 48, 64, 3);
        Mask mask = Mask.of(32, 32, filled(32 * 32));

        assertThatThrownBy(() -> PartTrainer.train(files, with(null, mask), PartTrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the mask has 32 x 32 pixels")
                .hasMessageContaining("64 x 48");
        assertThat(Survey.of(files, null, Mask.of(48, 64, filled(48 * 64))).files())
                .hasSize(6);
    }

    private static boolean[] filled(int size) {
        boolean[] all = new boolean[size];
        Arrays.fill(all, true);
        return all;
    }

    @Test
    void theChoicesFollowThePictures() throws IOException {
        TrainingPlan plan = plan(Photos.good(folder, 10, 300, 400, 1), usual());
        assertThat(plan.preparation().channels()).isEqualTo(1);
        assertThat(plan.preparation().width()).isEqualTo(256);
        assertThat(plan.preparation().height()).isEqualTo(192);
        assertThat(plan.scales()).containsExactly(1, 2);
        assertThat(plan.stride()).isEqualTo(4);
        assertThat(plan.folds()).isEqualTo(2);
        assertThat(plan.heldOut()).isEqualTo(10);
        assertThat(plan.choices()).allMatch(choice -> !choice.reason().isBlank());

        TrainingPlan small = plan(Photos.good(folder.resolve("small"), 4, 28, 28, 1), usual());
        assertThat(small.scales()).containsExactly(1);
        assertThat(small.stride()).isEqualTo(1);
        assertThat(small.preparation().width()).isEqualTo(28);
    }

    @Test
    void whatShrinkingCostsIsToldWithTheSizeThatCostsLess() throws IOException {
        assertThat(sizeReason(1024, 768))
                .contains(
                        "mostly 1024x768",
                        "longer side is about 256",
                        "under about 12 pixels across become less than 3")
                .contains("--size 512 shrinks less", "about 4 times as long");
        assertThat(sizeReason(400, 300))
                .contains("under about 5 pixels across", "--size 400 does not shrink", "about 2.4 times as long");
    }

    @Test
    void nothingIsToldOfFlawsWherePicturesAreHardlyShrunk() throws IOException {
        assertThat(sizeReason(264, 200))
                .isEqualTo("the pictures are mostly 264x200, shrunk so that the longer side is about 256");
        assertThat(sizeReason(256, 200)).isEqualTo("the pictures are mostly 256x200");
    }

    private String sizeReason(int width, int height) throws IOException {
        Path sized = folder.resolve(width + "x" + height);
        return plan(Photos.good(sized, 4, height, width, 1), usual()).choices().stream()
                .filter(choice -> choice.name().equals("size"))
                .findFirst()
                .orElseThrow()
                .reason();
    }

    @Test
    void coloursCountWhereThereAreAny() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            files.add(Photos.write(folder.resolve(i + ".png"), 64, 64, i, true, false));
        }
        assertThat(plan(files, quick(calibration(1))).preparation().channels()).isEqualTo(3);
        TrainingRequest gray = new TrainingRequest(
                null,
                false,
                new Region(8, 0, 32, 48),
                null,
                null,
                null,
                null,
                null,
                4,
                2,
                null,
                2000,
                1,
                null,
                null,
                calibration(1));
        TrainingPlan plan = plan(files, gray);
        assertThat(plan.preparation().channels()).isEqualTo(1);
        assertThat(plan.preparation().width()).isEqualTo(32);
        assertThat(plan.preparation().height()).isEqualTo(48);
    }

    private static float[] parameters(ScaleModel scale) {
        return scale.vae().values();
    }

    private static TrainingPlan plan(List<Path> files, TrainingRequest request) {
        return TrainingPlan.of(request, Survey.of(files, request.region(), request.mask()));
    }

    @Test
    void scoresOfEveryKindAreThereUnlessNothingIsHeldAgainst() throws IOException {
        List<Path> files = Photos.good(folder, 8, 64, 64, 7);
        PartTrainingResult none = PartTrainer.train(
                files, quick(calibration(1).withReference(Reference.NONE)), PartTrainingListener.NONE);
        assertThat(none.model().score()).isEqualTo(ScoreKind.UNREGULARIZED);
        assertThat(none.model().heldOut().image()).containsOnlyKeys(ScoreKind.ELBO, ScoreKind.UNREGULARIZED);
        PartTrainingResult auto = PartTrainer.train(files, quick(calibration(1)), PartTrainingListener.NONE);
        assertThat(auto.model().score()).isEqualTo(ScoreKind.JOINT);
        assertThat(auto.model().reference()).isEqualTo(Reference.POSITIONAL);
        assertThat(auto.model().heldOut().image(ScoreKind.JOINT)).hasSize(8);
    }
}
