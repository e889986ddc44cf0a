package dev.kizu.report;

import dev.kizu.assess.AssessedPicture;
import dev.kizu.assess.Assessment;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A part of the pictures shown: the worst errors, or those that are nearly errors. */
enum GalleryChoice {
    MISSED("Missed", "Defective parts that pass; the most harmless-looking first.", 9) {
        @Override
        Stream<AssessedPicture> all(List<AssessedPicture> pictures) {
            return sorted(pictures, AssessedPicture::missed, Comparator.comparingDouble(GalleryChoice::score));
        }
    },
    FALSE_ALARMS("False alarms", "Good parts that are stopped; the worst-looking first.", 9) {
        @Override
        Stream<AssessedPicture> all(List<AssessedPicture> pictures) {
            return sorted(pictures, AssessedPicture::falseAlarm, Comparator.comparingDouble(one -> -score(one)));
        }
    },
    NEAREST("Nearest to the threshold", "Judged rightly, by the smallest margin.", 24) {
        @Override
        Stream<AssessedPicture> all(List<AssessedPicture> pictures) {
            return sorted(
                    pictures,
                    one -> !one.missed() && !one.falseAlarm(),
                    Comparator.comparingDouble(
                            one -> Math.abs(score(one) - one.verdict().threshold())));
        }
    };

    /** Pictures shown, of all choices together. */
    static final int MOST = 24;

    private final String title;
    private final String description;
    private final int most;

    GalleryChoice(String title, String description, int most) {
        this.title = title;
        this.description = description;
        this.most = most;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    /** Its pictures, the first to be shown first. */
    abstract Stream<AssessedPicture> all(List<AssessedPicture> pictures);

    /**
     * Those that are shown.
     *
     * @param taken how many are shown by other choices
     */
    List<AssessedPicture> of(Assessment assessment, int taken) {
        return all(assessment.pictures()).limit(Math.min(most, MOST - taken)).toList();
    }

    private static double score(AssessedPicture picture) {
        return picture.verdict().score();
    }

    private static Stream<AssessedPicture> sorted(
            List<AssessedPicture> pictures, Predicate<AssessedPicture> which, Comparator<AssessedPicture> order) {
        // Stable, so that equal scores stay in the order of the pictures.
        return pictures.stream().filter(which).sorted(order);
    }
}
