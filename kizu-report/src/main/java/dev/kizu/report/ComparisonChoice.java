package dev.kizu.report;

import java.util.Comparator;
import java.util.List;

/** A part of the pictures shown: where methods disagree, where all are wrong, or where all are right but nearly were not. */
enum ComparisonChoice {
    DISAGREE("Methods disagree", "Those first on which most methods are wrong.", 12) {
        @Override
        List<ComparedPicture> all(List<ComparedPicture> pictures) {
            return pictures.stream()
                    .filter(one -> one.wrong() > 0 && one.wrong() < one.known())
                    .sorted(Comparator.comparingLong(one -> -one.wrong()))
                    .toList();
        }
    },
    WRONG("All are wrong", "In the order of the data.", 9) {
        @Override
        List<ComparedPicture> all(List<ComparedPicture> pictures) {
            return pictures.stream().filter(one -> one.wrong() == one.known()).toList();
        }
    },
    RIGHT(
            "All are right",
            "By the smallest margin of any method: how few other pictures have a score between the picture’s and the threshold.",
            24) {
        @Override
        List<ComparedPicture> all(List<ComparedPicture> pictures) {
            return pictures.stream()
                    .filter(one -> one.wrong() == 0)
                    .sorted(Comparator.comparingDouble(ComparedPicture::margin))
                    .toList();
        }
    };

    /** Pictures shown, of all choices together. */
    static final int MOST = 24;

    private final String title;
    private final String description;
    private final int most;

    ComparisonChoice(String title, String description, int most) {
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

    /** Its pictures, the first to be shown first; equal ones in the order of the data. */
    abstract List<ComparedPicture> all(List<ComparedPicture> pictures);

    /**
     * Those that are shown.
     *
     * @param taken how many are shown by other choices
     */
    List<ComparedPicture> of(List<ComparedPicture> pictures, int taken) {
        return all(pictures).stream().limit(Math.min(most, MOST - taken)).toList();
    }
}
