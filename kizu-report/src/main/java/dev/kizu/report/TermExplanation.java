package dev.kizu.report;

import dev.kizu.calibrate.CalibrationKind;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.score.ScoreKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Says in words what the terms of a sample have to do with which score wins; every sentence follows from a number. */
final class TermExplanation {
    /** A term whose AUROC is nearer to chance than this is said to tell little. */
    private static final double TELLING = 0.1;

    private final ExperimentResult result;
    private final TermSample sample;

    TermExplanation(ExperimentResult result, TermSample sample) {
        this.result = result;
        this.sample = sample;
    }

    /** Paragraphs of plain text. */
    List<String> paragraphs() {
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(complexity());
        paragraphs.add(alone());
        paragraphs.add(verdict());
        if (result.options().detector().calibration() == CalibrationKind.POSITIONAL) {
            paragraphs.add(calibration());
        }
        return paragraphs;
    }

    private String complexity() {
        double elbo = sample.correlation(Term.ELBO, Term.A);
        double m = sample.correlation(Term.M, Term.A);
        String shares = "Over the windows of normal images, A and D bring in %s of the variance of the ELBO, M %s."
                .formatted(
                        Numbers.percent(sample.shareOfElbo(Term.A) + sample.shareOfElbo(Term.D)),
                        Numbers.percent(sample.shareOfElbo(Term.M)));
        String follow = Math.abs(elbo) > Math.abs(m) + 0.05
                ? "So the ELBO is tied more closely to how complex a place is (correlation with A %s) than M is (%s)."
                : "The ELBO is tied no more closely to how complex a place is (correlation with A %s) than M is (%s).";
        return shares + " " + follow.formatted(Numbers.fixed(elbo, 2), Numbers.fixed(m, 2));
    }

    private String alone() {
        double a = sample.auroc(Term.A);
        String telling = a > 0.5 + TELLING
                ? "So complexity is itself a sign here: anomalous images look more complex than normal ones."
                : a < 0.5 - TELLING
                        ? "So complexity is itself a sign here, the other way round: anomalous images look simpler than normal ones."
                        : "So complexity alone tells little here: anomalous images are about as complex as normal ones.";
        return "Taken alone and without calibration, D reaches an AUROC of %s, A %s and M %s. %s"
                .formatted(
                        Numbers.rate(sample.auroc(Term.D)),
                        Numbers.rate(a),
                        Numbers.rate(sample.auroc(Term.M)),
                        telling);
    }

    private String verdict() {
        List<String> telling = Stream.of(Term.A, Term.D)
                .filter(term -> sample.auroc(term) > 0.5 + TELLING)
                .map(Term::symbol)
                .toList();
        String names = String.join(" and ", telling);
        String point = telling.size() == 1 ? "points" : "point";
        String pair;
        if (result.paired().pValue() >= 0.05) {
            pair =
                    "ELBO and unregularized score do not differ here beyond chance, so their difference needs no explanation.";
        } else if (result.paired().difference() > 0 && telling.isEmpty()) {
            pair =
                    "This fits with the unregularized score doing better than the ELBO: leaving out A and D removes what follows "
                            + "complexity and does not point to the anomalies.";
        } else if (result.paired().difference() > 0) {
            pair =
                    "The unregularized score does better than the ELBO although %s alone %s to the anomalies: adding them to M seems to bring "
                            + "in more spread than it helps.";
        } else if (!telling.isEmpty()) {
            pair =
                    "This fits with the ELBO doing better than the unregularized score, which is M alone: %s %s to the anomalies too.";
        } else {
            pair =
                    "The ELBO does better than the unregularized score although neither A nor D alone points to many of the anomalies; "
                            + "these numbers do not explain why.";
        }
        String text = pair.formatted(names, point);
        return result.best().kind() == ScoreKind.JOINT ? text + " " + joint(sample.auroc(Term.A)) : text;
    }

    private static String joint(double a) {
        String both =
                "The joint score looks at the three terms together at each window position and counts a deviation to either side";
        return a < 0.5 - TELLING
                ? both
                        + ", so that a place that is simpler than it should be counts too, which a plain sum would hold in its favour."
                : both
                        + ", so that a place that is simpler or more complex than it should be counts even where M alone does not rise.";
    }

    private String calibration() {
        return ("Calibration matters as well: over the sampled images the raw scores, aggregated in the same way, reach %s (ELBO) and %s "
                        + "(unregularized); held against what held-out normal images show at the same position, over all test images, "
                        + "%s and %s.")
                .formatted(
                        Numbers.rate(sample.auroc(Term.ELBO)),
                        Numbers.rate(sample.auroc(Term.M)),
                        Numbers.rate(auroc(ScoreKind.ELBO)),
                        Numbers.rate(auroc(ScoreKind.UNREGULARIZED)));
    }

    private double auroc(ScoreKind kind) {
        return result.method(kind).orElseThrow().evaluation().auroc();
    }
}
