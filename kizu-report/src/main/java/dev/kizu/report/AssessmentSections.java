package dev.kizu.report;

import dev.kizu.assess.Assessment;
import dev.kizu.assess.DefectAssessment;
import dev.kizu.evaluate.Confusion;
import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.PixelEvaluation;
import dev.kizu.evaluate.PrecisionRecallCurve;
import dev.kizu.evaluate.WilsonInterval;
import dev.kizu.score.ScoreKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The figures of an assessment as tiles, charts and tables. */
final class AssessmentSections {
    private static final String UNKNOWN = "–";

    private final Assessment assessment;
    private final List<ScoreKind> kinds;

    AssessmentSections(Assessment assessment) {
        this.assessment = assessment;
        this.kinds = Stream.of(ScoreKind.values())
                .filter(assessment.evaluations()::containsKey)
                .toList();
    }

    /** The figures that matter most. */
    String tiles() {
        StringBuilder html = new StringBuilder();
        assessment
                .evaluation()
                .ifPresent(evaluation -> html.append(new Tile(
                                assessment.score().id(),
                                "AUROC of pictures",
                                Numbers.rate(evaluation.auroc()),
                                evaluation.auroc(),
                                evaluation.aurocLow(),
                                evaluation.aurocHigh(),
                                "95\u00a0%% interval %s to %s"
                                        .formatted(
                                                Numbers.rate(evaluation.aurocLow()),
                                                Numbers.rate(evaluation.aurocHigh())))
                        .render(Axis.over(evaluation.aurocLow() < 0.5 ? 0 : 0.5, 1), "")));
        Confusion confusion = assessment.confusion();
        if (assessment.count(false) > 0) {
            html.append(rate("normal", "False alarms", confusion.falseAlarmRate()));
        }
        if (assessment.count(true) > 0) {
            html.append(rate("anomalous", "Missed", confusion.missRate()));
        }
        PixelEvaluation pixels = assessment.pixels();
        if (pixels != null) {
            html.append(new Tile(
                            "neutral",
                            "AUROC of pixels",
                            Numbers.rate(pixels.auroc()),
                            pixels.auroc(),
                            Math.max(0, pixels.auroc() - pixels.uncertainty()),
                            Math.min(1, pixels.auroc() + pixels.uncertainty()),
                            "AUPRO %s to a false-positive rate of 0.3".formatted(Numbers.rate(pixels.aupro30())))
                    .render(Axis.over(pixels.auroc() < 0.5 ? 0 : 0.5, 1), ""));
        }
        return html.toString();
    }

    private static String rate(String style, String name, WilsonInterval rate) {
        return new Tile(
                        style,
                        name,
                        Numbers.percents(rate.proportion()),
                        rate.proportion(),
                        rate.low(),
                        rate.high(),
                        "95\u00a0% interval " + range(rate))
                .render(Axis.over(0, 1), "");
    }

    private static String range(WilsonInterval rate) {
        return "%s to %s".formatted(Numbers.percents(rate.low()), Numbers.percents(rate.high()));
    }

    /** ROC and precision-recall curves of all kinds of score, and a table; a sentence where a class is missing. */
    String curves() {
        if (kinds.isEmpty()) {
            return "<p>Curves need pictures of both good and defective parts.</p>";
        }
        SvgChart roc = SvgChart.half(Axis.over(0, 1), Axis.over(0, 1), 380)
                .titles("false-alarm rate: good parts stopped", "detection rate: defective parts found")
                .line(new double[] {0, 1}, new double[] {0, 1}, "chance");
        SvgChart precision = SvgChart.half(Axis.over(0, 1), Axis.over(0, 1), 380)
                .titles("recall: defective parts found", "precision: stopped parts that are defective");
        StringBuilder rocText = new StringBuilder("ROC curves.");
        StringBuilder precisionText = new StringBuilder("Precision-recall curves.");
        for (ScoreKind kind : kinds) {
            Evaluation evaluation = evaluation(kind);
            roc.curve(evaluation.roc().falsePositiveRate(), evaluation.roc().truePositiveRate(), kind.id());
            PrecisionRecallCurve curve =
                    PrecisionRecallCurve.of(assessment.scores(kind, false), assessment.scores(kind, true));
            precision.curve(curve.recall(), curve.precision(), kind.id());
            rocText.append(" %s: AUROC %s.".formatted(kind.title(), Numbers.rate(evaluation.auroc())));
            precisionText.append(
                    " %s: average precision %s.".formatted(kind.title(), Numbers.rate(evaluation.averagePrecision())));
        }
        return Template.named("curves.html")
                .markup("roc", roc.render(rocText.toString()))
                .markup("precision", precision.render(precisionText.toString()))
                .markup("table", kindTable())
                .render();
    }

    private Evaluation evaluation(ScoreKind kind) {
        Evaluation evaluation = assessment.evaluations().get(kind);
        if (evaluation == null) {
            throw new IllegalStateException("there is no evaluation of the kind " + kind.id());
        }
        return evaluation;
    }

    private String kindTable() {
        StringBuilder rows = new StringBuilder();
        for (ScoreKind kind : kinds) {
            Evaluation evaluation = evaluation(kind);
            rows.append(("<tr><th scope=\"row\"><svg class=\"key\" viewBox=\"0 0 28 10\" aria-hidden=\"true\">"
                            + "<path class=\"line %s\" d=\"M1 5H27\"/></svg>%s%s</th><td>%s</td><td>%s–%s</td><td>%s</td><td>%s</td></tr>")
                    .formatted(
                            kind.id(),
                            kind.title(),
                            kind == assessment.score() ? " <span class=\"quiet\">(decides)</span>" : "",
                            Numbers.rate(evaluation.auroc()),
                            Numbers.rate(evaluation.aurocLow()),
                            Numbers.rate(evaluation.aurocHigh()),
                            Numbers.rate(evaluation.averagePrecision()),
                            Numbers.rate(evaluation.f1Max())));
        }
        return rows.toString();
    }

    /** Table rows, one for each kind of defect; a sentence in place of the table where there is none. */
    String defects() {
        if (assessment.defects().isEmpty()) {
            return "<p>There are no pictures of defective parts.</p>";
        }
        StringBuilder rows = new StringBuilder();
        for (DefectAssessment defect : assessment.defects()) {
            Evaluation evaluation = defect.evaluation();
            rows.append(
                    "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                            .formatted(
                                    Markup.escape(defect.name()),
                                    Numbers.count(defect.count()),
                                    evaluation == null ? UNKNOWN : Numbers.rate(evaluation.auroc()),
                                    evaluation == null
                                            ? UNKNOWN
                                            : "%s–%s"
                                                    .formatted(
                                                            Numbers.rate(evaluation.aurocLow()),
                                                            Numbers.rate(evaluation.aurocHigh())),
                                    Numbers.count(defect.missed()),
                                    Numbers.percents(defect.missRate().proportion()),
                                    range(defect.missRate())));
        }
        return Template.named("defects.html").markup("rows", rows.toString()).render();
    }

    /** Figures of pixels. */
    String pixels() {
        PixelEvaluation pixels = assessment.pixels();
        int without = assessment.withoutMask();
        String left = without == 0
                ? ""
                : "<p class=\"quiet\">%s left out here: there is no mask, or none that can be used.</p>"
                        .formatted(
                                without == 1
                                        ? "One picture of a defect is"
                                        : Numbers.count(without) + " pictures of defects are");
        if (pixels == null) {
            return "<p>There are no figures of pixels: they need masks that show where defects are.</p>" + left;
        }
        Map<String, String> areas = new LinkedHashMap<>();
        areas.put("AUROC of pixels", Numbers.rate(pixels.auroc()));
        areas.put("Average precision of pixels", Numbers.rate(pixels.averagePrecision()));
        areas.put("AUPRO to a false-positive rate of 0.3", Numbers.rate(pixels.aupro30()));
        areas.put("AUPRO to a false-positive rate of 0.05", Numbers.rate(pixels.aupro05()));
        Map<String, String> counts = new LinkedHashMap<>();
        counts.put("Pictures", Numbers.count(pixels.images()));
        counts.put("Regions of defects", Numbers.count(pixels.regions()));
        counts.put("Pixels of defects", Numbers.count(pixels.anomalousPixels()));
        counts.put("Other pixels", Numbers.count(pixels.normalPixels()));
        counts.put("Uncertainty of each figure", "at most " + Numbers.fixed(pixels.uncertainty(), 5));
        return Template.named("pixels.html")
                .markup("areas", Markup.facts(areas))
                .markup("counts", Markup.facts(counts))
                .markup("left", left)
                .render();
    }
}
