package dev.kizu.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Writes one JSON object, with members in the order in which they are given and numbers that read back as the same bits. Numbers have the
 * fewest digits that do so, found the same way on every Java version; that of {@code Double.toString} has changed over time.
 */
final class JsonWriter {
    private final StringBuilder out = new StringBuilder("{");

    JsonWriter put(String name, String value) {
        key(name);
        text(value);
        return this;
    }

    JsonWriter put(String name, long value) {
        key(name).append(value);
        return this;
    }

    JsonWriter put(String name, boolean value) {
        key(name).append(value);
        return this;
    }

    /** A number that is not finite becomes null. */
    JsonWriter put(String name, double value) {
        key(name).append(number(value));
        return this;
    }

    /** A number that is not finite becomes null. */
    JsonWriter put(String name, float value) {
        key(name).append(number(value));
        return this;
    }

    JsonWriter put(String name, float[] values) {
        key(name).append('[');
        for (int i = 0; i < values.length; i++) {
            out.append(i == 0 ? "" : ",").append(number(values[i]));
        }
        out.append(']');
        return this;
    }

    JsonWriter put(String name, JsonWriter object) {
        key(name).append(object);
        return this;
    }

    JsonWriter put(String name, int[] values) {
        key(name).append('[');
        for (int i = 0; i < values.length; i++) {
            out.append(i == 0 ? "" : ",").append(values[i]);
        }
        out.append(']');
        return this;
    }

    JsonWriter put(String name, List<JsonWriter> objects) {
        key(name).append('[');
        for (int i = 0; i < objects.size(); i++) {
            out.append(i == 0 ? "" : ",").append(objects.get(i));
        }
        out.append(']');
        return this;
    }

    JsonWriter putNull(String name) {
        key(name).append("null");
        return this;
    }

    private StringBuilder key(String name) {
        if (out.length() > 1) {
            out.append(',');
        }
        text(name);
        return out.append(':');
    }

    private void text(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    // Half a surrogate pair, as in the name of a strange file, has no bytes of its own.
                    if (c < ' ' || Character.isSurrogate(c)) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 15; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == value) {
                return plain(rounded);
            }
        }
        return plain(exact.round(new MathContext(17)));
    }

    private static String number(float value) {
        if (!Float.isFinite(value)) {
            return "null";
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 6; digits < 9; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if ((float) rounded.doubleValue() == value) {
                return plain(rounded);
            }
        }
        return plain(exact.round(new MathContext(9)));
    }

    /** Without needless zeros, and without an exponent where that stays short. */
    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        int beforePoint = stripped.precision() - stripped.scale();
        boolean small = beforePoint > -6 && beforePoint <= 17;
        return small ? stripped.toPlainString() : stripped.toString();
    }

    /** The object so far, closed. */
    @Override
    public String toString() {
        return out + "}";
    }
}
