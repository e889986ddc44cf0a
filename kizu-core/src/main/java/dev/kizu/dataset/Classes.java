package dev.kizu.dataset;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Lists of classes as users write them. */
final class Classes {
    static final String REST = "rest";
    private static final int MOST = 255;

    private Classes() {}

    static boolean isRest(String text) {
        return text.strip().toLowerCase(Locale.ROOT).equals(REST);
    }

    /** Parses class numbers with commas between them. */
    static Set<Integer> parse(String what, String text) {
        Set<Integer> classes = new TreeSet<>();
        for (String item : text.split(",", -1)) {
            int number = number(what, text, item.strip());
            if (!classes.add(number)) {
                throw new IllegalArgumentException("%s classes \"%s\" name class %d twice; name each once".formatted(what, text, number));
            }
        }
        return classes;
    }

    private static int number(String what, String text, String item) {
        if (!item.matches("[0-9]{1,3}") || Integer.parseInt(item) > MOST) {
            throw new IllegalArgumentException(
                    "%s classes \"%s\": \"%s\" is not a class number from 0 to %d; write one number, or several with commas, such as 1,3%s"
                            .formatted(what, text, item, MOST, what.equals("anomaly") ? ", or rest for all that are not normal" : ""));
        }
        return Integer.parseInt(item);
    }

    static String join(Set<Integer> classes) {
        return classes.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Describes the labels that occur, runs shortened: {@code 0..4, 7}. */
    static String describe(boolean[] present) {
        StringBuilder text = new StringBuilder();
        int label = 0;
        while (label < present.length) {
            if (!present[label]) {
                label++;
                continue;
            }
            int last = label;
            while (last + 1 < present.length && present[last + 1]) {
                last++;
            }
            text.append(text.isEmpty() ? "" : ", ").append(label);
            if (last > label) {
                text.append(last == label + 1 ? ", " : "..").append(last);
            }
            label = last + 1;
        }
        return text.isEmpty() ? "none" : text.toString();
    }
}
