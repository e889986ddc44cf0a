package dev.kizu.report;

import dev.kizu.image.Image;
import dev.kizu.vae.WindowTerms;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The terms of normal windows: how they spread, how they hang together, and what simple and complex windows look like. */
final class TermSection {
    private static final int EXAMPLES = 6;
    private static final int DOTS = 1_500;
    private static final int BINS = 40;

    private final TermSample sample;
    private final WindowLayout grid;

    TermSection(TermSample sample, WindowLayout grid) {
        this.sample = sample;
        this.grid = grid;
    }

    /** What was sampled, in words. */
    String scope() {
        return "%s windows of %s normal test images; terms alone are compared over these and %s anomalous test images."
                .formatted(
                        Numbers.count(sample.values(Term.A).length),
                        Numbers.count(sample.normalImages().size()),
                        Numbers.count(sample.anomalousImages()));
    }

    /** Histograms of D, A and M as HTML figures. */
    String histograms() {
        StringBuilder html = new StringBuilder();
        for (Term term : new Term[] {Term.D, Term.A, Term.M}) {
            double[] values = sample.values(term);
            Axis x = Axis.robust(values);
            Histogram histogram = Histogram.of(values, x, BINS);
            String svg = SvgChart.third(x, Axis.around(0, histogram.peak() * 100), 250)
                    .titles(term.symbol() + " (nats)", "share of windows (%)")
                    .bars(
                            Arrays.stream(histogram.shares())
                                    .map(share -> share * 100)
                                    .toArray(),
                            "neutral")
                    .render("Histogram of %s over normal windows: mean %s, from %s to %s"
                            .formatted(
                                    term.title(),
                                    Numbers.shorter(sample.mean(term)),
                                    Numbers.shorter(Statistics.quantile(values, 0)),
                                    Numbers.shorter(Statistics.quantile(values, 1))));
            html.append(figure(
                    svg,
                    "%s. Mean %s, standard deviation %s.%s"
                            .formatted(
                                    term.title(),
                                    Numbers.shorter(sample.mean(term)),
                                    Numbers.shorter(Math.sqrt(Statistics.covariance(values, values))),
                                    beyond(x.beyond(values)))));
        }
        return html.toString();
    }

    /** ELBO and M against A as HTML figures. */
    String scatters() {
        return scatter(Term.ELBO, "elbo") + scatter(Term.M, "unregularized");
    }

    private String scatter(Term term, String style) {
        double[] complexity = thin(sample.values(Term.A));
        double[] values = thin(sample.values(term));
        String name = term == Term.ELBO ? "ELBO" : "M";
        String correlation = Numbers.fixed(sample.correlation(term, Term.A), 2);
        String svg = SvgChart.half(Axis.robust(complexity), Axis.robust(values), 280)
                .titles("A, the complexity (nats)", name + " (nats)")
                .dots(complexity, values, "small " + style)
                .render("Scatter plot of %s against complexity A: correlation %s".formatted(name, correlation));
        return figure(
                svg,
                "%s against complexity: correlation %s. Each dot is a window; %s of %s are drawn."
                        .formatted(
                                name,
                                correlation,
                                Numbers.count(values.length),
                                Numbers.count(sample.values(term).length)));
    }

    /** A table: how each term varies, follows complexity, and separates. */
    String table() {
        StringBuilder rows = new StringBuilder();
        for (Term term : Term.values()) {
            rows.append("<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td></tr>"
                    .formatted(
                            Markup.escape(term.title()),
                            Numbers.percent(sample.shareOfElbo(term)),
                            Numbers.fixed(sample.correlation(term, Term.A), 2),
                            Numbers.rate(sample.auroc(term))));
        }
        return rows.toString();
    }

    /** Example windows with little and with much complexity. */
    String examples() {
        double[] complexity = sample.values(Term.A);
        Integer[] order = IntStream.range(0, complexity.length)
                .boxed()
                .sorted(Comparator.comparingDouble(window -> complexity[window]))
                .toArray(Integer[]::new);
        int tenth = Math.max(1, order.length / 10);
        return examples("The simple end", "from the tenth of the windows with the smallest A", order, 0, tenth)
                + examples("The complex end", "from the tenth with the largest A", order, order.length - tenth, tenth);
    }

    private String examples(String title, String description, Integer[] order, int from, int among) {
        StringBuilder html = new StringBuilder("<div><h3>%s</h3><p class=\"quiet\">%s</p><div class=\"patches\">"
                .formatted(Markup.escape(title), Markup.escape(description)));
        int count = Math.min(EXAMPLES, among);
        for (int i = 0; i < count; i++) {
            html.append(patch(order[from + (int) ((i + 0.5) * among / count)]));
        }
        return html.append("</div></div>").toString();
    }

    private String patch(int window) {
        int index = 0;
        int rest = window;
        while (rest >= sample.normalTerms().get(index).size()) {
            rest -= sample.normalTerms().get(index++).size();
        }
        WindowTerms terms = sample.normalTerms().get(index);
        Image image = sample.normalImages().get(index);
        Picture picture = Picture.of(
                image,
                grid.top(rest / terms.columns(), image),
                grid.left(rest % terms.columns(), image),
                grid.patchHeight(),
                grid.patchWidth());
        StringBuilder values = new StringBuilder();
        for (Term term : new Term[] {Term.D, Term.A, Term.M}) {
            values.append("<span>%s %s</span>".formatted(term.symbol(), Numbers.fixed(sample.values(term)[window], 1)));
        }
        return "<figure><img src=\"%s\" width=\"%d\" height=\"%d\" alt=\"Patch of a normal image\"/><figcaption>%s</figcaption></figure>"
                .formatted(picture.dataUri(), picture.width(), picture.height(), values);
    }

    /** Every so many-th value; the place within each step varies, lest the choice follow the grid of windows. */
    private static double[] thin(double[] values) {
        int step = Math.max(1, values.length / DOTS);
        return IntStream.range(0, values.length / step)
                .mapToDouble(i -> values[i * step + i * 7919 % step])
                .toArray();
    }

    static String beyond(long count) {
        return switch ((int) Math.min(2, count)) {
            case 0 -> "";
            case 1 -> " One value beyond the axis is drawn at its end.";
            default -> " %s values beyond the axis are drawn at its end.".formatted(Numbers.count(count));
        };
    }

    static String figure(String svg, String caption) {
        return "<figure>%s<figcaption>%s</figcaption></figure>".formatted(svg, Markup.escape(caption));
    }
}
