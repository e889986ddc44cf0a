package dev.kizu.report;

import dev.kizu.detect.Inspection;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.image.Image;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A test image worth showing.
 *
 * @param anomalous whether it is an anomalous one
 * @param number its number among the test images of its class, from 1
 * @param score its score by the best kind of score
 * @param image the image
 * @param inspection what the detector says about it
 */
record Example(boolean anomalous, int number, double score, Image image, Inspection inspection) {
    /** What a threshold makes of an image. */
    enum Group {
        CAUGHT("Best caught", "Anomalous images with the highest scores."),
        MISSED(
                "Missed",
                "Anomalous images with the lowest scores, below the threshold: the errors that let a bad part through."),
        FALSE_ALARM("False alarms", "Normal images with the highest scores, at or above the threshold."),
        CLEARLY_NORMAL("Clearly normal", "Normal images with the lowest scores.");

        private final String title;
        private final String description;

        Group(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }

        boolean anomalous() {
            return this == CAUGHT || this == MISSED;
        }

        private boolean above() {
            return this == CAUGHT || this == FALSE_ALARM;
        }
    }

    /** The images of each group that lie farthest on their side of the best score's F1-max threshold, farthest first. */
    static Map<Group, List<Example>> pick(ExperimentResult result, int perGroup) {
        Map<Group, List<Integer>> picked = new EnumMap<>(Group.class);
        List<Image> images = new ArrayList<>();
        for (Group group : Group.values()) {
            List<Integer> indices = farthest(result, group, perGroup);
            indices.forEach(i -> images.add(images(result, group).get(i)));
            picked.put(group, indices);
        }
        Iterator<Inspection> inspections = result.detector()
                .inspect(images, result.options().vae().threads())
                .iterator();
        Map<Group, List<Example>> examples = new EnumMap<>(Group.class);
        picked.forEach((group, indices) -> examples.put(
                group,
                indices.stream()
                        .map(i -> new Example(
                                group.anomalous(),
                                i + 1,
                                scores(result, group)[i],
                                images(result, group).get(i),
                                inspections.next()))
                        .toList()));
        return examples;
    }

    private static List<Integer> farthest(ExperimentResult result, Group group, int count) {
        double threshold = result.best().evaluation().f1Threshold();
        double[] scores = scores(result, group);
        Comparator<Integer> rising = Comparator.comparingDouble(i -> scores[i]);
        return IntStream.range(0, scores.length)
                .filter(i -> scores[i] >= threshold == group.above())
                .boxed()
                .sorted(group.above() ? rising.reversed() : rising)
                .limit(count)
                .toList();
    }

    private static double[] scores(ExperimentResult result, Group group) {
        return group.anomalous()
                ? result.best().anomalousScores()
                : result.best().normalScores();
    }

    private static List<Image> images(ExperimentResult result, Group group) {
        return group.anomalous() ? result.task().testAnomalous() : result.task().testNormal();
    }
}
