package dev.kizu.report;

import java.util.Map;

/** Text on its way into HTML or SVG. */
final class Markup {
    private Markup() {}

    /** The text with every character that markup could take for its own replaced; characters that XML forbids become U+FFFD. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(allowed(point) ? point : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    /** Table rows of names and values, both escaped. */
    static String facts(Map<String, String> rows) {
        StringBuilder html = new StringBuilder();
        rows.forEach((name, value) ->
                html.append("<tr><th scope=\"row\">%s</th><td>%s</td></tr>".formatted(escape(name), escape(value))));
        return html.toString();
    }

    private static boolean allowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point < 0xD800)
                || (point > 0xDFFF && point < 0xFFFE)
                || point >= 0x10000;
    }
}
