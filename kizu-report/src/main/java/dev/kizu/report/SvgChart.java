package dev.kizu.report;

import java.util.Arrays;

/**
 * A chart as inline SVG: axes, grid and titles, drawn around whatever series are added. Colours come from the page's style
 * sheet, so that charts follow the light or dark theme.
 */
final class SvgChart {
    private static final int NARROWEST_LEFT = 54;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int BOTTOM = 46;
    private static final double CHARACTER = 8.5;
    /** Less is seen as nothing, in the units of the drawing. */
    private static final double VISIBLE = 0.25;

    private final Axis x;
    private final Axis y;
    private final int width;
    private final int height;
    private final int left;
    private final StringBuilder series = new StringBuilder();
    private String xTitle = "";
    private String yTitle = "";

    private SvgChart(Axis x, Axis y, int width, int height) {
        this.x = x;
        this.y = y;
        this.width = width;
        this.height = height;
        int longest = Arrays.stream(y.ticks())
                .mapToObj(y::label)
                .mapToInt(String::length)
                .max()
                .orElse(1);
        this.left = Math.max(NARROWEST_LEFT, (int) (24 + longest * CHARACTER));
    }

    /** A chart that stands beside one other on a wide page. Its text has a readable size on a telephone too. */
    static SvgChart half(Axis x, Axis y, int height) {
        return new SvgChart(x, y, 440, height);
    }

    /** A chart that stands beside two others on a wide page. */
    static SvgChart third(Axis x, Axis y, int height) {
        return new SvgChart(x, y, 330, height);
    }

    /** Sets the titles of the axes. */
    SvgChart titles(String xTitle, String yTitle) {
        this.xTitle = xTitle;
        this.yTitle = yTitle;
        return this;
    }

    /** A line through points, in the style of a class. */
    SvgChart line(double[] xs, double[] ys, String style) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            path.append(i == 0 ? 'M' : 'L').append(point(xs[i], ys[i]));
        }
        return path(path, "line " + style);
    }

    /**
     * A line of many points: those in the middle of a straight run along an axis are left out, and those that lie on the one before as far as
     * anybody can see.
     */
    SvgChart curve(double[] xs, double[] ys, String style) {
        int last = xs.length - 1;
        int[] kept = new int[xs.length];
        int count = 0;
        for (int i = 0; i <= last; i++) {
            boolean inside = i > 0 && i < last;
            boolean straight = inside
                    && ((xs[i - 1] == xs[i] && xs[i] == xs[i + 1]) || (ys[i - 1] == ys[i] && ys[i] == ys[i + 1]));
            if (!straight && !(inside && near(xs, ys, i, kept[count - 1]))) {
                kept[count++] = i;
            }
        }
        int[] drawn = Arrays.copyOf(kept, count);
        return line(
                Arrays.stream(drawn).mapToDouble(i -> xs[i]).toArray(),
                Arrays.stream(drawn).mapToDouble(i -> ys[i]).toArray(),
                style);
    }

    private boolean near(double[] xs, double[] ys, int i, int other) {
        return Math.abs(px(xs[i]) - px(xs[other])) < VISIBLE && Math.abs(py(ys[i]) - py(ys[other])) < VISIBLE;
    }

    /** Dots, all in one path to keep the page small. Points that are no numbers are left out. */
    SvgChart dots(double[] xs, double[] ys, String style) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            if (!Double.isNaN(xs[i]) && !Double.isNaN(ys[i])) {
                path.append('M').append(point(xs[i], ys[i])).append("h0");
            }
        }
        return path(path, "dots " + style);
    }

    /** A histogram: bars of equal width over the whole x axis, drawn as one filled outline. */
    SvgChart bars(double[] heights, String style) {
        StringBuilder path = new StringBuilder("M").append(point(x.min(), 0));
        for (int i = 0; i < heights.length; i++) {
            path.append('V').append(Numbers.coordinate(py(heights[i])));
            path.append('H').append(Numbers.coordinate(px(x.min() + (x.max() - x.min()) * (i + 1) / heights.length)));
        }
        path.append('V').append(Numbers.coordinate(py(0))).append('Z');
        return path(path, "bars " + style);
    }

    /** A line across the chart at a y value; nothing if the value lies off the axis. */
    SvgChart horizontal(double value, String label) {
        if (value >= y.min() && value <= y.max()) {
            path(
                    new StringBuilder("M" + left + " " + Numbers.coordinate(py(value)) + "H" + (width - RIGHT)),
                    "line rule");
            double above = py(value) - 5;
            text(width - RIGHT - 4, above < TOP + 12 ? py(value) + 15 : above, "end", "note", label);
        }
        return this;
    }

    /** A line up the chart at an x value; nothing if the value lies off the axis. */
    SvgChart vertical(double value, String label) {
        if (value >= x.min() && value <= x.max()) {
            path(
                    new StringBuilder("M" + Numbers.coordinate(px(value)) + " " + TOP + "V" + (height - BOTTOM)),
                    "line rule");
            boolean right = x.share(value) < 0.55;
            text(px(value) + (right ? 5 : -5), TOP + 11, right ? "start" : "end", "note", label);
        }
        return this;
    }

    /** A line up the chart that a script can move: it says where the x axis begins and ends, in values and in the drawing. */
    SvgChart movable(double value, String id) {
        series.append(
                ("<path id=\"%s\" class=\"line rule\" d=\"M0 %dV%d\" transform=\"translate(%s 0)\" data-min=\"%s\" data-max=\"%s\" "
                                + "data-left=\"%d\" data-right=\"%d\"/>")
                        .formatted(
                                id,
                                TOP,
                                height - BOTTOM,
                                Numbers.coordinate(px(value)),
                                x.min(),
                                x.max(),
                                left,
                                width - RIGHT));
        return this;
    }

    /** A label in the chart, centred at a place. */
    SvgChart label(double atX, double atY, String label) {
        text(px(atX), py(atY), "middle", "note", label);
        return this;
    }

    /** The whole chart. The description stands in for it where it cannot be seen. */
    String render(String description) {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                .formatted(width, height, Markup.escape(description)));
        StringBuilder grid = new StringBuilder();
        for (double tick : x.ticks()) {
            grid.append("M")
                    .append(Numbers.coordinate(px(tick)))
                    .append(' ')
                    .append(TOP)
                    .append('V')
                    .append(height - BOTTOM);
        }
        for (double tick : y.ticks()) {
            grid.append("M")
                    .append(left)
                    .append(' ')
                    .append(Numbers.coordinate(py(tick)))
                    .append('H')
                    .append(width - RIGHT);
        }
        svg.append("<path class=\"grid\" d=\"").append(grid).append("\"/>");
        svg.append(series);
        svg.append("<path class=\"axis\" d=\"M%d %dV%dH%d\"/>".formatted(left, TOP, height - BOTTOM, width - RIGHT));
        for (int i = 0; i < x.ticks().length; i += labelStep()) {
            double tick = x.ticks()[i];
            svg.append(element(px(tick), height - BOTTOM + 17, "middle", "tick", x.label(tick)));
        }
        for (double tick : y.ticks()) {
            svg.append(element(left - 7, py(tick) + 4, "end", "tick", y.label(tick)));
        }
        svg.append(element((left + width - RIGHT) / 2.0, height - 8, "middle", "title", xTitle));
        svg.append("<g transform=\"translate(12 %s) rotate(-90)\">"
                .formatted(Numbers.coordinate((TOP + height - BOTTOM) / 2.0)));
        svg.append(element(0, 0, "middle", "title", yTitle)).append("</g>");
        return svg.append("</svg>").toString();
    }

    /** Every so many-th tick of the x axis has a label, so that labels keep apart, on telephones with their larger text too. */
    private int labelStep() {
        int longest = Arrays.stream(x.ticks())
                .mapToObj(x::label)
                .mapToInt(String::length)
                .max()
                .orElse(1);
        double distance = x.ticks().length < 2 ? width : px(x.ticks()[1]) - px(x.ticks()[0]);
        return (int) Math.ceil((longest + 1) * CHARACTER / distance);
    }

    private SvgChart path(StringBuilder path, String style) {
        series.append("<path class=\"")
                .append(style)
                .append("\" d=\"")
                .append(path)
                .append("\"/>");
        return this;
    }

    private void text(double px, double py, String anchor, String style, String text) {
        series.append(element(px, py, anchor, style, text));
    }

    private static String element(double px, double py, String anchor, String style, String text) {
        return "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                .formatted(style, Numbers.coordinate(px), Numbers.coordinate(py), anchor, Markup.escape(text));
    }

    private String point(double xValue, double yValue) {
        return Numbers.coordinate(px(xValue)) + " " + Numbers.coordinate(py(yValue));
    }

    private double px(double value) {
        return left + (width - RIGHT - left) * x.share(value);
    }

    private double py(double value) {
        return height - BOTTOM - (height - BOTTOM - TOP) * y.share(value);
    }
}
