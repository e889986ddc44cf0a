package dev.kizu.report;

import dev.kizu.assess.Assessment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The whole HTML page of a comparison. */
final class ComparisonPage {
    private ComparisonPage() {}

    static String render(List<ComparedMethod> methods, String data, Provenance provenance) {
        ComparisonWords words = new ComparisonWords(methods);
        ComparisonSections sections = new ComparisonSections(methods);
        return Template.named("comparison.html")
                .text("title", "Kizu comparison: " + data)
                .markup("style", Template.resource("report.css") + Template.resource("comparison.css"))
                .markup("script", Template.resource("report.js"))
                .markup("gradient", ColorMap.cssGradient())
                .text("time", Numbers.time(provenance.time()))
                .text("task", data)
                .text("headline", words.headline())
                .markup("tiles", sections.tiles())
                .markup("table", sections.table())
                .text("explanation", sections.explanation())
                .text("differences", words.differences())
                .text("places", words.places())
                .text("costs", words.costs())
                .text("caution", words.caution())
                .markup("curves", sections.curves())
                .markup("runs", sections.runs())
                .markup("gallery", ComparisonGallery.of(methods).html())
                .text("command", provenance.command())
                .markup("data", Markup.facts(data(methods, data)))
                .markup("models", models(methods))
                .markup("provenance", Markup.facts(provenance(provenance)))
                .render();
    }

    private static Map<String, String> data(List<ComparedMethod> methods, String data) {
        Assessment assessment = methods.get(0).first().assessment();
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Data", data);
        rows.put("Pictures of good parts", Numbers.count(assessment.count(false)));
        rows.put("Pictures of defective parts", Numbers.count(assessment.count(true)));
        rows.put("of these without a usable mask", Numbers.count(assessment.withoutMask()));
        rows.put("Pictures left out", Numbers.count(assessment.skipped().size()));
        return rows;
    }

    private static String models(List<ComparedMethod> methods) {
        return methods.stream()
                .map(method -> "<div><h3>%s</h3><table class=\"facts\"><tbody>%s</tbody></table></div>"
                        .formatted(
                                Markup.escape(method.name()),
                                Markup.facts(
                                        AssessmentPage.model(method.inspector().model()))))
                .collect(Collectors.joining());
    }

    private static Map<String, String> provenance(Provenance provenance) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Kizu", provenance.version());
        rows.put("Time", Numbers.time(provenance.time()));
        rows.put("Java", provenance.java());
        rows.put("System", provenance.system());
        return rows;
    }
}
