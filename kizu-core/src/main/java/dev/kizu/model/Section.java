package dev.kizu.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object of the metadata, from which members are taken that have to be there and to make sense. */
final class Section {
    private final String name;
    private final Map<String, @Nullable Object> members;

    private Section(String name, Map<String, @Nullable Object> members) {
        this.name = name;
        this.members = members;
    }

    /** Reads a metadata entry. */
    static Section of(String entry, String json) throws ModelFormatException {
        try {
            return new Section(entry, Json.object(json));
        } catch (ModelFormatException e) {
            throw new ModelFormatException("its metadata entry %s is broken: %s".formatted(entry, e.getMessage()), e);
        }
    }

    private Object get(String member) throws ModelFormatException {
        Object value = members.get(member);
        if (value == null) {
            throw new ModelFormatException("its metadata has no %s.%s".formatted(name, member));
        }
        return value;
    }

    boolean has(String member) {
        return members.get(member) != null;
    }

    @SuppressWarnings("unchecked")
    Section section(String member) throws ModelFormatException {
        if (get(member) instanceof Map<?, ?> map) {
            return new Section(name + "." + member, (Map<String, @Nullable Object>) map);
        }
        throw wrong(member, "an object");
    }

    /**
     * A list of objects.
     *
     * @param most how many there may be; at least one has to be there
     */
    @SuppressWarnings("unchecked")
    List<Section> sections(String member, int most) throws ModelFormatException {
        String expected = "a list of 1 to %d objects".formatted(most);
        if (!(get(member) instanceof List<?> list) || list.isEmpty() || list.size() > most) {
            throw wrong(member, expected);
        }
        List<Section> sections = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> map)) {
                throw wrong(member, expected);
            }
            sections.add(new Section(
                    "%s.%s[%d]".formatted(name, member, sections.size()), (Map<String, @Nullable Object>) map));
        }
        return sections;
    }

    String text(String member) throws ModelFormatException {
        if (get(member) instanceof String text) {
            return text;
        }
        throw wrong(member, "a text");
    }

    boolean flag(String member) throws ModelFormatException {
        if (get(member) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(member, "true or false");
    }

    long whole(String member) throws ModelFormatException {
        if (get(member) instanceof JsonNumber number) {
            try {
                return number.asLong();
            } catch (NumberFormatException e) {
                // Reported below.
            }
        }
        throw wrong(member, "a whole number");
    }

    int whole(String member, int least, int most) throws ModelFormatException {
        long value = whole(member);
        if (value < least || value > most) {
            throw wrong(member, "a whole number from %d to %d".formatted(least, most));
        }
        return (int) value;
    }

    double number(String member) throws ModelFormatException {
        if (get(member) instanceof JsonNumber number && Double.isFinite(number.asDouble())) {
            return number.asDouble();
        }
        throw wrong(member, "a number");
    }

    float[] floats(String member) throws ModelFormatException {
        if (get(member) instanceof double[] numbers) {
            float[] floats = new float[numbers.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) numbers[i];
            }
            return floats;
        }
        throw wrong(member, "a list of numbers");
    }

    /** Whole numbers of at least 0. */
    int[] wholes(String member) throws ModelFormatException {
        if (!(get(member) instanceof double[] numbers)) {
            throw wrong(member, "a list of whole numbers");
        }
        int[] wholes = new int[numbers.length];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = (int) numbers[i];
            if (wholes[i] != numbers[i] || wholes[i] < 0) {
                throw wrong(member, "a list of whole numbers from 0 on");
            }
        }
        return wholes;
    }

    <E extends Enum<E>> E oneOf(String member, E[] values) throws ModelFormatException {
        String text = text(member);
        for (E value : values) {
            if (JsonNames.of(value).equals(text)) {
                return value;
            }
        }
        StringBuilder names = new StringBuilder();
        for (E value : values) {
            names.append(names.length() == 0 ? "" : " or ").append(JsonNames.of(value));
        }
        throw wrong(member, names.toString());
    }

    /** What is wrong with a member. */
    ModelFormatException wrong(String member, String expected) {
        Object value = members.get(member);
        return new ModelFormatException("its metadata says %s.%s is %s, expected %s"
                .formatted(name, member, Text.shortened(shown(value)), expected));
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof JsonNumber number) {
            return number.text();
        }
        if (value instanceof double[] numbers) {
            return "a list of %d numbers".formatted(numbers.length);
        }
        if (value instanceof String || value instanceof Boolean) {
            return "'" + value + "'";
        }
        return value == null ? "null" : "an object or a list";
    }
}
