package dev.kizu.report;

import dev.kizu.assess.Assessment;
import dev.kizu.image.Preparation;
import dev.kizu.inspect.PartInspector;
import dev.kizu.model.PartModel;
import java.util.LinkedHashMap;
import java.util.Map;

/** The whole HTML page of an assessment. */
final class AssessmentPage {
    private AssessmentPage() {}

    static String render(
            Assessment assessment, PartInspector inspector, AssessmentSource source, Provenance provenance) {
        PartModel model = inspector.model();
        AssessmentWords words = new AssessmentWords(assessment, model);
        AssessmentSections sections = new AssessmentSections(assessment);
        AssessmentGallery gallery = AssessmentGallery.of(assessment, inspector);
        ScoreHistogram histogram = new ScoreHistogram(
                assessment.score(),
                assessment.scores(false),
                assessment.scores(true),
                model.threshold().value());
        return Template.named("assessment.html")
                .text("title", "Kizu evaluation: " + source.data())
                .markup("style", Template.resource("report.css") + Template.resource("assessment.css"))
                .markup("script", Template.resource("report.js") + Template.resource("assessment.js"))
                .markup("gradient", ColorMap.cssGradient())
                .text("time", Numbers.time(provenance.time()))
                .text("task", "%s on %s".formatted(source.model(), source.data()))
                .text("headline", words.headline())
                .markup("tiles", sections.tiles())
                .text("separation", words.separation())
                .text("practice", words.practice())
                .markup("outcome", Verdicts.of(assessment.confusion()).html(ClassNames.PARTS))
                .text("caution", words.caution())
                .text("choice", words.choice())
                .markup("histogram", histogram.figure(true, ClassNames.PARTS))
                .markup(
                        "scores",
                        ThresholdSlider.data(assessment, model.threshold().value()))
                .markup("curves", sections.curves())
                .markup("defects", sections.defects())
                .markup("pixels", sections.pixels())
                .markup("gallery", gallery.html())
                .text("command", provenance.command())
                .markup("data", Markup.facts(data(assessment, source)))
                .markup("model", Markup.facts(model(model, source)))
                .markup("provenance", Markup.facts(provenance(assessment, provenance)))
                .render();
    }

    private static Map<String, String> data(Assessment assessment, AssessmentSource source) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Data", source.data());
        rows.put("Pictures of good parts", Numbers.count(assessment.count(false)));
        rows.put("Pictures of defective parts", Numbers.count(assessment.count(true)));
        rows.put("of these without a usable mask", Numbers.count(assessment.withoutMask()));
        rows.put("Pictures left out", Numbers.count(assessment.skipped().size()));
        return rows;
    }

    private static Map<String, String> model(PartModel model, AssessmentSource source) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Model", source.model());
        if (!source.digest().isEmpty()) {
            rows.put("Digest", source.digest());
        }
        rows.putAll(model(model));
        return rows;
    }

    /** What a model is, whatever its file. */
    static Map<String, String> model(PartModel model) {
        Preparation preparation = model.preparation();
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put(
                "Working size",
                "%d × %d pixels, %s"
                        .formatted(
                                preparation.width(),
                                preparation.height(),
                                preparation.channels() == 1 ? "grey" : "colour"));
        if (preparation.region() != null) {
            rows.put("Region", preparation.region().toString());
        }
        rows.put("Score", model.score().id());
        rows.put("Image score", model.aggregation() + " of the map");
        rows.putAll(model.description());
        rows.put("Threshold", Numbers.shorter(model.threshold().value()));
        rows.put("Threshold of pixels", Numbers.shorter(model.threshold().pixelValue()));
        return rows;
    }

    private static Map<String, String> provenance(Assessment assessment, Provenance provenance) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Kizu", provenance.version());
        rows.put("Time", Numbers.time(provenance.time()));
        rows.put("Java", provenance.java());
        rows.put("System", provenance.system());
        rows.put("Took", Numbers.fixed(assessment.seconds(), 1) + " s");
        rows.put("Speed", Numbers.fixed(assessment.picturesPerSecond(), 1) + " pictures/s");
        return rows;
    }
}
