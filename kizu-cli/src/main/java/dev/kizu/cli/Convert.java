package dev.kizu.cli;

import dev.kizu.calibrate.CalibrationKind;
import dev.kizu.cli.inspect.MapFormat;
import dev.kizu.cli.inspect.OverlayChoice;
import dev.kizu.dataset.RemoteDataset;
import dev.kizu.features.backbone.Normalization;
import dev.kizu.features.backbone.Provider;
import dev.kizu.features.model.BankSearch;
import dev.kizu.image.Region;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import dev.kizu.train.WorkingSize;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From the text of an option to its value, with errors that say what was expected. */
final class Convert {
    private Convert() {}

    private static int whole(String text, int least, int most) {
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a number out of range.
        }
        String range = most == Integer.MAX_VALUE ? "at least " + least : "from %d to %d".formatted(least, most);
        throw new TypeConversionException("got '%s', expected a whole number, %s".formatted(text, range));
    }

    private static <E extends Enum<E>> E oneOf(E[] values, String text) {
        String wanted = text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values)
                .filter(value -> value.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> {
                    String names = Arrays.stream(values)
                            .map(value -> value.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(" or "));
                    return new TypeConversionException("got '%s', expected %s".formatted(text, names));
                });
    }

    /** At least 1. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return whole(text, 1, Integer.MAX_VALUE);
        }
    }

    /** {@link TrainMethod}. */
    static final class MethodName implements ITypeConverter<TrainMethod> {
        @Override
        public TrainMethod convert(String text) {
            return oneOf(TrainMethod.values(), text);
        }
    }

    /** At least 0. */
    static final class Features implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return whole(text, 0, 1_000_000);
        }
    }

    /** At least 2: batch statistics need more than one patch. */
    static final class Batch implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return whole(text, 2, Integer.MAX_VALUE);
        }
    }

    /** Threads, or runs: more than a thousand is a slip of the finger. */
    static final class UpToThousand implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return whole(text, 1, 1000);
        }
    }

    /** Any 64-bit whole number. */
    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Long.valueOf(text.strip());
            } catch (NumberFormatException e) {
                throw new TypeConversionException(
                        "got '%s', expected a whole number of at most 64 bits".formatted(text));
            }
        }
    }

    /** {@link PatchSize}. */
    static final class Patch implements ITypeConverter<PatchSize> {
        @Override
        public PatchSize convert(String text) {
            return said(() -> PatchSize.parse(text));
        }
    }

    /** {@link WorkingSize}. */
    static final class Working implements ITypeConverter<WorkingSize> {
        @Override
        public WorkingSize convert(String text) {
            return said(() -> WorkingSize.parse(text));
        }
    }

    /** {@link Region}. */
    static final class RegionOfInterest implements ITypeConverter<Region> {
        @Override
        public Region convert(String text) {
            return said(() -> Region.parse(text));
        }
    }

    /** {@link ColorChoice}. */
    static final class ColorName implements ITypeConverter<ColorChoice> {
        @Override
        public ColorChoice convert(String text) {
            return oneOf(ColorChoice.values(), text);
        }
    }

    /** {@link Aggregation}. */
    static final class Aggregate implements ITypeConverter<Aggregation> {
        @Override
        public Aggregation convert(String text) {
            return said(() -> Aggregation.parse(text));
        }
    }

    /** {@link CalibrationKind}. */
    static final class Calibration implements ITypeConverter<CalibrationKind> {
        @Override
        public CalibrationKind convert(String text) {
            return oneOf(CalibrationKind.values(), text);
        }
    }

    /** {@link ScoreKind}. */
    static final class Score implements ITypeConverter<ScoreKind> {
        @Override
        public ScoreKind convert(String text) {
            return oneOf(ScoreKind.ofTerms().toArray(ScoreKind[]::new), text);
        }
    }

    /** {@link ReferenceChoice}. */
    static final class ReferenceName implements ITypeConverter<ReferenceChoice> {
        @Override
        public ReferenceChoice convert(String text) {
            return oneOf(ReferenceChoice.values(), text);
        }
    }

    /** {@link ScoreChoice}. */
    static final class ScoreName implements ITypeConverter<ScoreChoice> {
        @Override
        public ScoreChoice convert(String text) {
            return oneOf(ScoreChoice.values(), text);
        }
    }

    /** {@link OverlayChoice}. */
    static final class OverlayName implements ITypeConverter<OverlayChoice> {
        @Override
        public OverlayChoice convert(String text) {
            return oneOf(OverlayChoice.values(), text);
        }
    }

    /** {@link MapFormat}. */
    static final class MapName implements ITypeConverter<MapFormat> {
        @Override
        public MapFormat convert(String text) {
            return oneOf(MapFormat.values(), text);
        }
    }

    /** A score: any finite number. */
    static final class Score32 implements ITypeConverter<Float> {
        @Override
        public Float convert(String text) {
            float value = (float) number(text, "a finite number");
            if (!Float.isFinite(value)) {
                throw new TypeConversionException("got '%s', expected a finite number".formatted(text));
            }
            return value;
        }
    }

    /** A variance of pixels in [0, 1]: at least 0 and below 1. */
    static final class Variance implements ITypeConverter<Float> {
        private static final String EXPECTED = "a variance of at least 0 and below 1, such as 0.001";

        @Override
        public Float convert(String text) {
            float variance = (float) number(text, EXPECTED);
            if (variance >= 0 && variance < 1) {
                return variance;
            }
            throw new TypeConversionException("got '%s', expected %s".formatted(text, EXPECTED));
        }
    }

    /** A cost, in any unit. */
    static final class Cost implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            double cost = number(text, "a cost above 0");
            if (cost > 0) {
                return cost;
            }
            throw new TypeConversionException("got '%s', expected a cost above 0".formatted(text));
        }
    }

    /** A time in seconds, above 0 and at most a day. */
    static final class Seconds implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            double seconds = number(text, "a number of seconds");
            if (seconds > 0 && seconds <= 86_400) {
                return Duration.ofNanos(Math.round(seconds * 1e9));
            }
            throw new TypeConversionException(
                    "got '%s', expected a number of seconds above 0 and up to 86400".formatted(text));
        }
    }

    private static double number(String text, String expected) {
        try {
            double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a number out of range.
        }
        throw new TypeConversionException("got '%s', expected %s".formatted(text, expected));
    }

    /** A share between 0 and 1, also in percent. */
    static final class Rate implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            String number = text.strip();
            boolean percent = number.endsWith("%");
            try {
                double rate = percent
                        ? Double.parseDouble(number.substring(0, number.length() - 1)) / 100
                        : Double.parseDouble(number);
                if (rate > 0 && rate < 1) {
                    return rate;
                }
            } catch (NumberFormatException e) {
                // Reported below, like a number out of range.
            }
            throw new TypeConversionException(
                    "got '%s', expected a share between 0 and 1, such as 0.01 or 1%%".formatted(text));
        }
    }

    /** {@link Preset}. */
    static final class PresetName implements ITypeConverter<Preset> {
        @Override
        public Preset convert(String text) {
            return oneOf(Preset.values(), text);
        }
    }

    /** {@link RemoteDataset}. */
    static final class DatasetName implements ITypeConverter<RemoteDataset> {
        @Override
        public RemoteDataset convert(String text) {
            return said(() -> RemoteDataset.named(text.strip().toLowerCase(Locale.ROOT)));
        }
    }

    /** {@link Normalization}. */
    static final class NormalizationText implements ITypeConverter<Normalization> {
        @Override
        public Normalization convert(String text) {
            return said(() -> Normalization.parse(text.strip()));
        }
    }

    /** {@link Provider}. */
    static final class ProviderName implements ITypeConverter<Provider> {
        @Override
        public Provider convert(String text) {
            return oneOf(Provider.values(), text);
        }
    }

    /** {@link BankSearch}. */
    static final class SearchName implements ITypeConverter<BankSearch> {
        @Override
        public BankSearch convert(String text) {
            return oneOf(BankSearch.values(), text);
        }
    }

    /** The address of a folder on a web server; ends in a slash. */
    static final class Server implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            URI address = said(() -> URI.create(text.endsWith("/") ? text : text + "/"));
            if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme())) {
                throw new TypeConversionException(
                        "got '%s', expected an address such as https://example.org/mnist/".formatted(text));
            }
            return address;
        }
    }

    private static <T> T said(Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException e) {
            // picocli shows the message of its own exception only.
            throw new TypeConversionException(e.getMessage());
        }
    }
}
