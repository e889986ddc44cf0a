package dev.kizu.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) from untrusted texts. Objects become maps, arrays of numbers {@code double[]}, other arrays lists, numbers
 * {@link JsonNumber}. Depth and the number of values are limited, so that a text cannot take much more memory than it is long.
 */
final class Json {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_VALUES = 10_000;
    private static final int MAX_NUMBER = 40;

    private final String text;
    private int at;
    private int values;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads a text that holds one object.
     *
     * @throws ModelFormatException if it holds anything else
     */
    static Map<String, @Nullable Object> object(String text) throws ModelFormatException {
        Json json = new Json(text);
        json.space();
        if (json.peek() != '{') {
            throw json.wrong("a JSON object");
        }
        Map<String, @Nullable Object> result = json.members(0);
        json.space();
        if (json.at < text.length()) {
            throw json.wrong("the end");
        }
        return result;
    }

    private @Nullable Object value(int depth) throws ModelFormatException {
        if (++values > MAX_VALUES) {
            throw new ModelFormatException("it holds more than %d values".formatted(MAX_VALUES));
        }
        if (depth > MAX_DEPTH) {
            throw new ModelFormatException("it is nested more than %d deep".formatted(MAX_DEPTH));
        }
        space();
        return switch (peek()) {
            case '{' -> members(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> members(int depth) throws ModelFormatException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        at++;
        space();
        if (peek() == '}') {
            at++;
            return members;
        }
        while (true) {
            space();
            String name = string();
            space();
            expect(':');
            if (members.containsKey(name)) {
                throw wrong("a name that is not there yet");
            }
            members.put(name, value(depth + 1));
            space();
            if (peek() == '}') {
                at++;
                return members;
            }
            expect(',');
        }
    }

    private Object array(int depth) throws ModelFormatException {
        at++;
        space();
        char first = peek();
        if (first == '-' || (first >= '0' && first <= '9')) {
            return numbers();
        }
        List<@Nullable Object> list = new ArrayList<>();
        if (first == ']') {
            at++;
            return list;
        }
        while (true) {
            list.add(value(depth + 1));
            space();
            if (peek() == ']') {
                at++;
                return list;
            }
            expect(',');
        }
    }

    private double[] numbers() throws ModelFormatException {
        int count = 1;
        for (int i = at; i < text.length() && text.charAt(i) != ']'; i++) {
            count += text.charAt(i) == ',' ? 1 : 0;
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            space();
            numbers[i] = number().asDouble();
            space();
            expect(i < count - 1 ? ',' : ']');
        }
        return numbers;
    }

    private JsonNumber number() throws ModelFormatException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int whole = digits();
        if (whole > 1 && text.charAt(at - whole) == '0') {
            throw wrong("a number without leading zeros");
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        if (at - start > MAX_NUMBER) {
            throw wrong("a number of at most %d characters".formatted(MAX_NUMBER));
        }
        return new JsonNumber(text.substring(start, at));
    }

    private int digits() throws ModelFormatException {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw wrong("a digit");
        }
        return at - start;
    }

    private String string() throws ModelFormatException {
        expect('"');
        int start = at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\' && text.charAt(at) >= ' ') {
            at++;
        }
        if (peek() == '"') {
            return text.substring(start, at++);
        }
        StringBuilder result = new StringBuilder(text.substring(start, at));
        while (true) {
            char c = peek();
            if (c < ' ') {
                throw wrong("the end of a text");
            }
            at++;
            if (c == '"') {
                return result.toString();
            }
            result.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws ModelFormatException {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("an escape");
        };
    }

    private char unicode() throws ModelFormatException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw wrong("four hexadecimal digits");
            }
            code = (code << 4) | digit;
            at++;
        }
        return (char) code;
    }

    private @Nullable Object word(String word, @Nullable Object value) throws ModelFormatException {
        if (!text.startsWith(word, at)) {
            throw wrong(word);
        }
        at += word.length();
        return value;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** The next character; 0 at the end, which no JSON text holds. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void expect(char wanted) throws ModelFormatException {
        if (peek() != wanted) {
            throw wrong("'" + wanted + "'");
        }
        at++;
    }

    private ModelFormatException wrong(String expected) {
        String found = at < text.length() ? "'%c'".formatted(printable(text.charAt(at))) : "the end";
        return new ModelFormatException("it is not JSON: found %s at character %d, expected %s"
                .formatted(found, Math.min(at, text.length()), expected));
    }

    private static char printable(char c) {
        return c < ' ' || Character.isSurrogate(c) ? '?' : c;
    }
}
