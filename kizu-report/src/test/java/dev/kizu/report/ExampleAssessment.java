package dev.kizu.report;

import dev.kizu.assess.Assessment;
import dev.kizu.assess.AssessmentListener;
import dev.kizu.assess.Assessor;
import dev.kizu.dataset.LabelledImage;
import dev.kizu.image.MapFiles;
import dev.kizu.image.PngEncoder;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.inspect.Inspector;
import dev.kizu.random.CounterRandom;
import dev.kizu.score.Aggregation;
import dev.kizu.train.PartTrainer;
import dev.kizu.train.PartTrainingListener;
import dev.kizu.train.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A tiny assessment: discs on noise, some with a dark square. */
record ExampleAssessment(Inspector inspector, List<LabelledImage> pictures, Assessment assessment) {
    static final int SIDE = 64;
    /** A name that is markup. */
    static final String ODD = "a<b>&'{{script}}.png";
    /** A defect that is markup. */
    static final String DEFECT = "hole <i>&\"x\"";

    static ExampleAssessment in(Path folder) throws IOException {
        List<Path> train = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            train.add(draw(folder.resolve("train/%02d.png".formatted(i)), i, 0));
        }
        TrainingRequest request = new TrainingRequest(
                null,
                false,
                null,
                null,
                8,
                4,
                List.of(1),
                null,
                4,
                null,
                null,
                256,
                1,
                0.5,
                null,
                new CalibrationOptions(null, null, Aggregation.topShare(0.02), 0.2, 3, 2));
        Inspector inspector = new Inspector(
                PartTrainer.train(train, request, PartTrainingListener.NONE).model());
        List<LabelledImage> pictures = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Path file = draw(folder.resolve("good/%d.png".formatted(i)), 100 + i, 0);
            pictures.add(new LabelledImage(file, false, LabelledImage.GOOD, null));
        }
        for (int i = 0; i < 6; i++) {
            String name = i == 0 ? ODD : i + ".png";
            Path file = draw(folder.resolve("bad").resolve(name), 200 + i, 1 + 2 * i);
            Path mask = folder.resolve("masks/%d.png".formatted(i));
            boolean[] inside = new boolean[SIDE * SIDE];
            for (int p = 0; p < inside.length; p++) {
                inside[p] = flaw(p, 1 + 2 * i);
            }
            Files.createDirectories(mask.getParent());
            MapFiles.writeMask(mask, inside, SIDE, SIDE);
            pictures.add(new LabelledImage(file, true, i < 2 ? DEFECT : "dent", mask));
        }
        pictures.add(new LabelledImage(folder.resolve("good/lost, \"x\".png"), false, LabelledImage.GOOD, null));
        return of(inspector, pictures);
    }

    static ExampleAssessment of(Inspector inspector, List<LabelledImage> pictures) {
        return new ExampleAssessment(
                inspector, pictures, Assessor.assess(inspector, pictures, 2, AssessmentListener.NONE));
    }

    private static boolean flaw(int place, int side) {
        return place / SIDE >= 30 && place / SIDE < 30 + side && place % SIDE >= 20 && place % SIDE < 20 + side;
    }

    private static Path draw(Path file, long seed, int flaw) throws IOException {
        int[] rgb = new int[SIDE * SIDE];
        int[] noise = new CounterRandom(seed, "drawn").permutation(rgb.length, 0);
        for (int i = 0; i < rgb.length; i++) {
            int y = i / SIDE - 32;
            int x = i % SIDE - 32;
            int gray = (flaw(i, flaw) ? 20 : y * y + x * x < 576 ? 180 : 70) + noise[i] % 24;
            rgb[i] = gray << 16 | gray << 8 | gray;
        }
        Files.createDirectories(file.getParent());
        return Files.write(file, PngEncoder.rgb(SIDE, SIDE, rgb));
    }
}
