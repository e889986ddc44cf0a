package dev.kizu.features.backbone;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a network wants its colours to be: {@code (value - mean) / deviation} of each, where values lie in [0, 1]. Immutable.
 *
 * @param mean what is taken off red, green and blue, in this order, whatever the order of the network's channels
 * @param deviation what red, green and blue are then divided by, in this order; each finite and above 0
 * @param blueFirst whether the network's first channel is blue and its last one red
 */
public record Normalization(List<Float> mean, List<Float> deviation, boolean blueFirst) {
    /** The mean and the standard deviation of ImageNet's pictures, which networks of PyTorch are usually trained with. */
    public static final Normalization IMAGENET =
            new Normalization(List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f), false);

    private static final String BLUE_FIRST = "bgr:";
    private static final Map<String, Normalization> NAMED =
            Map.of("imagenet", IMAGENET, "-1..1", same(0.5f, 0.5f), "0..1", same(0, 1), "0..255", same(0, 1 / 255f));

    /** Checks the numbers. */
    public Normalization {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != 3 || deviation.size() != 3) {
            throw new IllegalArgumentException(
                    "%d means and %d deviations, expected one of each for red, green and blue"
                            .formatted(mean.size(), deviation.size()));
        }
        for (int colour = 0; colour < 3; colour++) {
            float divisor = deviation.get(colour);
            if (!Float.isFinite(mean.get(colour)) || !(divisor > 0) || !Float.isFinite(divisor)) {
                throw new IllegalArgumentException(
                        "mean %s and deviation %s, expected a finite mean and a finite deviation above 0"
                                .formatted(mean.get(colour), divisor));
            }
        }
    }

    private static Normalization same(float mean, float deviation) {
        return new Normalization(List.of(mean, mean, mean), List.of(deviation, deviation, deviation), false);
    }

    /**
     * Reads what {@link #toString} gives: {@code imagenet}, {@code -1..1}, {@code 0..1}, {@code 0..255}, or means and deviations of red, green
     * and blue like {@code 0.5,0.5,0.5/0.2,0.2,0.2}; with {@code bgr:} before it, blue is the first channel.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Normalization parse(String text) {
        boolean blueFirst = text.startsWith(BLUE_FIRST);
        String rest = blueFirst ? text.substring(BLUE_FIRST.length()) : text;
        Normalization named = NAMED.get(rest);
        try {
            Normalization result = named == null ? numbers(rest) : named;
            return new Normalization(result.mean, result.deviation, blueFirst);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    ("'%s' is no normalization: expected imagenet, -1..1, 0..1, 0..255, or means and deviations of red, green and blue "
                                    + "(in [0, 1]) such as 0.485,0.456,0.406/0.229,0.224,0.225; bgr: before it where blue comes first")
                            .formatted(text),
                    e);
        }
    }

    private static Normalization numbers(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("no means and deviations");
        }
        return new Normalization(three(parts[0]), three(parts[1]), false);
    }

    private static List<Float> three(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(Float::valueOf)
                .toList();
    }

    /** Which colour a channel of the network takes: 0 red, 1 green, 2 blue. */
    public int colour(int channel) {
        return blueFirst ? 2 - channel : channel;
    }

    /** What a channel of the network gets for a value of its colour, the value in [0, 1]. */
    public float apply(int channel, float value) {
        int colour = colour(channel);
        return (value - mean.get(colour)) / deviation.get(colour);
    }

    /** What {@link #parse} takes. */
    @Override
    @JsonValue
    public String toString() {
        Normalization redFirst = blueFirst ? new Normalization(mean, deviation, false) : this;
        String rest = NAMED.entrySet().stream()
                .filter(entry -> entry.getValue().equals(redFirst))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> list(mean) + "/" + list(deviation));
        return (blueFirst ? BLUE_FIRST : "") + rest;
    }

    private static String list(List<Float> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
