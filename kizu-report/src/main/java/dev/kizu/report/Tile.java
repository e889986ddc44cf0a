package dev.kizu.report;

/**
 * A number in large print with the range it may lie in.
 *
 * @param style class of the style sheet that gives the colour
 * @param name what the number is
 * @param figure the number, in print
 * @param value the number itself
 * @param low lower end of the range
 * @param high upper end of the range
 * @param range what there is to say of the range
 */
record Tile(String style, String name, String figure, double value, double low, double high, String range) {
    /**
     * The tile as HTML.
     *
     * @param axis from 0 or 0.5 to 1
     * @param badge a word beside the name; empty for none
     */
    String render(Axis axis, String badge) {
        return Template.named("tile.html")
                .text("style", style)
                .text("name", name)
                .markup(
                        "badge",
                        badge.isEmpty() ? "" : " <span class=\"badge\">%s</span>".formatted(Markup.escape(badge)))
                .text("value", figure)
                .text("left", Numbers.coordinate(axis.share(low) * 100))
                .text("width", Numbers.coordinate((axis.share(high) - axis.share(low)) * 100))
                .text("at", Numbers.coordinate(axis.share(value) * 100))
                .text("from", axis.min() == 0 ? "0" : "0.5")
                .text("to", "1")
                .text("range", range)
                .render();
    }
}
