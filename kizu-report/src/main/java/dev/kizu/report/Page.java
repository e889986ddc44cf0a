package dev.kizu.report;

import dev.kizu.experiment.ExperimentResult;
import dev.kizu.experiment.MethodResult;
import dev.kizu.score.ScoreKind;
import java.util.List;
import java.util.stream.Collectors;

/** The whole HTML page. */
final class Page {
    private Page() {}

    /** Renders the page of some seeds with the pictures of the first. */
    static String render(Seeds seeds, Gallery gallery, Provenance provenance) {
        ExperimentResult result = seeds.first();
        MethodResult best = result.best();
        Conclusion conclusion = new Conclusion(seeds);
        ScoreSections scores = new ScoreSections(result);
        RunSections run = new RunSections(result, provenance);
        TermSample sample = TermSample.of(result);
        TermSection terms = new TermSection(sample, WindowLayout.of(result.options()));
        String task = "%s: normal %s against anomalous %s"
                .formatted(
                        result.task().data(),
                        result.task().normal(),
                        result.task().anomaly());
        return Template.named("report.html")
                .text("title", "Kizu report: " + task)
                .markup("style", Template.resource("report.css"))
                .markup("script", Template.resource("report.js"))
                .markup("gradient", ColorMap.cssGradient())
                .text("time", run.time())
                .text("task", task)
                .text("headline", conclusion.headline())
                .markup("tiles", ScoreSections.tiles(seeds))
                .text("achievement", conclusion.achievement())
                .text("comparison", conclusion.comparison())
                .text("practice", conclusion.practice())
                .markup("outcome", Verdicts.of(best).html(ClassNames.IMAGES))
                .text("caution", conclusion.caution())
                .markup("seeds", RunSections.seeds(seeds))
                .markup("roc", scores.roc())
                .markup("scoreTable", scores.table())
                .markup("jointText", jointText(result))
                .markup("scores", scores.scores())
                .text("bestName", Conclusion.name(best.kind()))
                .text("threshold", Numbers.shorter(best.evaluation().f1Threshold()))
                .markup("scales", gallery.scalesHtml())
                .markup("gallery", gallery.html())
                .markup("explanation", paragraphs(new TermExplanation(result, sample).paragraphs()))
                .text("scope", terms.scope())
                .markup("termHistograms", terms.histograms())
                .markup("termScatters", terms.scatters())
                .markup("termTable", terms.table())
                .markup("patches", terms.examples())
                .markup("loss", run.loss())
                .markup("speed", run.speed())
                .text("command", provenance.command())
                .markup("dataAndScoring", run.dataAndScoring())
                .markup("training", run.training())
                .markup("provenance", run.provenance())
                .render();
    }

    private static String jointText(ExperimentResult result) {
        return result.method(ScoreKind.JOINT).isEmpty()
                ? ""
                : " The <b>joint</b> score is how far the three terms together lie from what held-out normal images show at the same "
                        + "place, so that too simple counts as well as too complex.";
    }

    private static String paragraphs(List<String> texts) {
        return texts.stream().map(text -> "<p>" + Markup.escape(text) + "</p>").collect(Collectors.joining("\n"));
    }
}
