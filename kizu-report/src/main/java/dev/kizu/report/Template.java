package dev.kizu.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places named <code>{{place}}</code>. A value given by {@link #text} is escaped, one given by {@link #markup}
 * goes in as it is. Places inside values are not looked at, so a value can never open a place.
 */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-zA-Z]+)}}");

    private final String name;
    private final String source;
    private final Map<String, String> values = new HashMap<>();

    private Template(String name, String source) {
        this.name = name;
        this.source = source;
    }

    /** The template in a resource beside this class. */
    static Template named(String name) {
        return new Template(name, resource(name));
    }

    /** A whole resource beside this class as text. */
    static String resource(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar of kizu-report lacks %s; build it again".formatted(name));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills a place with text, escaped. */
    Template text(String place, String text) {
        return markup(place, Markup.escape(text));
    }

    /** Fills a place with markup. */
    Template markup(String place, String markup) {
        values.put(place, markup);
        return this;
    }

    /**
     * The whole text.
     *
     * @throws IllegalStateException if a place has no value, or a value no place
     */
    String render() {
        Set<String> unused = new TreeSet<>(values.keySet());
        Matcher matcher = PLACE.matcher(source);
        StringBuilder rendered = new StringBuilder();
        while (matcher.find()) {
            String value = values.get(matcher.group(1));
            if (value == null) {
                throw new IllegalStateException(
                        "%s has a place '%s' without a value".formatted(name, matcher.group(1)));
            }
            unused.remove(matcher.group(1));
            matcher.appendReplacement(rendered, Matcher.quoteReplacement(value));
        }
        if (!unused.isEmpty()) {
            throw new IllegalStateException("%s has no place for %s".formatted(name, unused));
        }
        return matcher.appendTail(rendered).toString();
    }
}
