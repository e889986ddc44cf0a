package dev.kizu.report;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** A part of the pictures shown: where methods disagree, where all are wrong, or where all are right but nearly were not. */
enum ComparisonChoice {
    DISAGREE(
            "Methods disagree",
            "Those first on which most methods are wrong.",
            12,
            one -> one.wrong() > 0 && one.wrong() < one.known(),
            Comparator.comparingLong(one -> -one.wrong())),
    WRONG(
            "All are wrong",
            "In the order of the data.",
            9,
            one -> one.wrong() == one.known(),
            Comparator.comparingLong(one -> 0)),
    RIGHT(
            "All are right",
            "By the smallest margin of any method: how few other pictures have a score between the picture’s and the threshold.",
            24,
            one -> one.wrong() == 0,
            Comparator.comparingDouble(ComparedPicture::margin));

    /** Pictures shown, of all choices together. */
    static final int MOST = 24;

    private final String title;
    private final String description;
    private final int most;
    private final Predicate<ComparedPicture> which;
    private final Comparator<ComparedPicture> order;

    ComparisonChoice(
            String title,
            String description,
            int most,
            Predicate<ComparedPicture> which,
            Comparator<ComparedPicture> order) {
        this.title = title;
        this.description = description;
        this.most = most;
        this.which = which;
        this.order = order;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    /** Its pictures, the first to be shown first. */
    List<ComparedPicture> all(List<ComparedPicture> pictures) {
        return pictures.stream().filter(which).sorted(order).toList();
    }

    /**
     * Those that are shown.
     *
     * @param taken how many are shown by other choices
     */
    List<ComparedPicture> of(List<ComparedPicture> pictures, int taken) {
        return all(pictures).stream().limit(Math.min(most, MOST - taken)).toList();
    }
}
