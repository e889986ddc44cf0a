package dev.kizu.cli.calibrate;

import dev.kizu.dataset.Exclusion;
import dev.kizu.dataset.ImageFolder;
import dev.kizu.dataset.LabelledImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a calibration.
 *
 * @param name where those of good parts come from, for people; empty if there are none
 * @param training pictures of good parts to calibrate by, those included that are to be left out; may be empty
 * @param exclusion names those of them that are to be left out
 * @param test labelled pictures to choose by; may be empty
 * @param problems what could not be looked at
 */
public record CalibrationData(
        String name, List<Path> training, Exclusion exclusion, List<LabelledImage> test, List<String> problems) {
    /** Copies the lists. */
    public CalibrationData {
        training = List.copyOf(training);
        test = List.copyOf(test);
        problems = List.copyOf(problems);
    }

    /**
     * Looks at folders.
     *
     * @param data a folder of pictures of good parts, or one in the layout of MVTec AD; null for none
     * @param exclusion names pictures of {@code data} that are to be left out
     * @param normal labelled pictures of good parts; with {@code anomalous} in place of those of {@code data}
     * @param anomalous pictures of defective parts
     * @param rule what the pictures are for
     * @throws IllegalArgumentException if these do not go together, or pictures are missing; the message says what was looked for
     * @throws IOException if a folder cannot be read, or has no pictures
     */
    public static CalibrationData of(
            @Nullable Path data, Exclusion exclusion, List<Path> normal, List<Path> anomalous, ThresholdRule rule)
            throws IOException {
        boolean named = !normal.isEmpty() || !anomalous.isEmpty();
        if (named && !rule.needsLabels()) {
            throw new IllegalArgumentException(
                    "--normal and --anomalous are labelled pictures to choose a threshold by; give --f1, or --cost-miss and --cost-alarm, with them");
        }
        boolean byModel = rule instanceof ThresholdRule.Fixed
                || (rule instanceof ThresholdRule.FalseAlarms share && share.asked());
        if (data == null && !named && !byModel) {
            throw new IllegalArgumentException(
                    "no pictures are given; give a folder of pictures of good parts as DATA, or labelled ones with --normal and --anomalous; without any, --threshold or --false-alarm-rate choose the threshold by the scores in the file");
        }
        ImageFolder folder = data == null ? null : ImageFolder.scan(data);
        ImageFolder rest = folder == null ? null : folder.without(exclusion);
        ImageFolder labelled = named ? ImageFolder.of(List.of(), normal, anomalous, null) : rest;
        CalibrationData found = new CalibrationData(
                data == null ? "" : data.toString(),
                folder == null ? List.of() : folder.training(),
                exclusion,
                labelled == null ? List.of() : labelled.test(),
                folder == null ? problems(labelled) : folder.findings().problems());
        found.check(data, rule);
        return found;
    }

    private static List<String> problems(@Nullable ImageFolder folder) {
        return folder == null ? List.of() : folder.findings().problems();
    }

    private void check(@Nullable Path data, ThresholdRule rule) {
        if (rule.needsLabels() && (test(true).isEmpty() || test(false).isEmpty())) {
            throw new IllegalArgumentException(
                    "a threshold by F1 or by cost needs pictures to test with, of good parts and of defects, got %d and %d. Add test/good and test/DEFECT, name folders by --normal and --anomalous, or choose the threshold by --false-alarm-rate"
                            .formatted(test(false).size(), test(true).size()));
        }
        if (data != null && training.isEmpty() && rule instanceof ThresholdRule.FalseAlarms) {
            throw new IllegalArgumentException(
                    "%s has no pictures of good parts to calibrate by: looked for train/good, and found %d pictures to test with. Give a folder of pictures of good parts, or choose the threshold by labelled pictures, with --f1 or with --cost-miss and --cost-alarm"
                            .formatted(data, test.size()));
        }
        Set<Path> calibratedBy = new HashSet<>();
        training.forEach(file -> calibratedBy.add(file.toAbsolutePath().normalize()));
        test.stream()
                .map(LabelledImage::file)
                .filter(file -> calibratedBy.contains(file.toAbsolutePath().normalize()))
                .findFirst()
                .ifPresent(file -> {
                    throw new IllegalArgumentException(
                            "%s is among the pictures to calibrate by and among the labelled ones: on the former scores look better than they are. Keep them apart"
                                    .formatted(file));
                });
    }

    /** The labelled pictures that are normal, or those that are not. */
    List<Path> test(boolean anomalous) {
        return test.stream()
                .filter(image -> image.anomalous() == anomalous)
                .map(LabelledImage::file)
                .toList();
    }
}
