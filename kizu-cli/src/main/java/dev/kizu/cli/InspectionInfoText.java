package dev.kizu.cli;

import dev.kizu.features.model.FeatureConfig;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is in the model of an inspection, for people. */
final class InspectionInfoText {
    private final InfoLines lines;

    private InspectionInfoText(InfoLines lines) {
        this.lines = lines;
    }

    static void print(InspectionInfoJson info, PrintStream out) {
        new InspectionInfoText(new InfoLines(out)).print(info);
    }

    private void print(InspectionInfoJson info) {
        lines.file(info.file(), info.bytes(), info.formatVersion(), info.sha256());
        preparation(info.preparation());
        InfoJson.@Nullable Training training = info.training();
        int folds = training == null ? 1 : training.folds();
        for (int i = 0; i < info.scales().size(); i++) {
            InspectionInfoJson.Scale scale = info.scales().get(i);
            lines.line(
                    "Scale",
                    "%s%s, a window every %d %s",
                    folds > 1 ? "fold %d, ".formatted(i * folds / info.scales().size() + 1) : "",
                    scale.factor() == 1 ? "full size" : "1/%d of the size".formatted(scale.factor()),
                    scale.stride(),
                    scale.stride() == 1 ? "pixel" : "pixels");
            lines.network("", scale.network());
        }
        InspectionInfoJson.@Nullable Scoring autoencoders = info.autoencoders();
        if (autoencoders != null) {
            scoring("Networks", autoencoders);
            lines.line("", "held against %s", reference(autoencoders.reference()));
        }
        features(info.features());
        scoring("Scoring", info.map());
        if (info.features() == null) {
            lines.line("Reference", "%s", reference(info.map().reference()));
        }
        threshold(info.threshold(), info.heldOut().get(info.map().score()));
        if (info.features() == null || info.training() != null) {
            lines.training(info.kizuVersion(), info.training());
        } else {
            lines.line("Training", "by Kizu %s", info.kizuVersion());
        }
        lines.made(info.made());
    }

    private void scoring(String name, InspectionInfoJson.Scoring scoring) {
        lines.line(
                name,
                "%s score, %s of the map's cells of %dx%d pixels",
                scoring.score(),
                scoring.aggregation(),
                scoring.cell(),
                scoring.cell());
    }

    private void features(@Nullable FeatureConfig features) {
        if (features == null) {
            return;
        }
        lines.line(
                "Method",
                "%s, %d features at each position, means of %dx%d positions",
                features.kind().title(),
                features.dimensions(),
                features.neighbourhood(),
                features.neighbourhood());
        if (features.entries() > 0) {
            lines.line("Bank", "%,d entries", features.entries());
        }
        lines.line("Backbone", "%s, layers %s", features.backbone(), String.join(", ", features.layers()));
        lines.line("", "SHA-256 %s", features.backboneSha256());
        lines.line(
                "Fitted to",
                "%,d pictures of good parts%s, seed %d",
                features.images() - features.heldOut(),
                features.heldOut() == 0 ? "" : ", %,d more were held out".formatted(features.heldOut()),
                features.seed());
    }

    private void preparation(InspectionInfoJson.Prepared size) {
        lines.line(
                "Takes",
                "pictures of any size, brought to %d x %d pixels (width x height), %s",
                size.width(),
                size.height(),
                size.channels() == 1 ? "grey" : "RGB");
        InspectionInfoJson.@Nullable Part region = size.region();
        if (region != null) {
            lines.line(
                    "Region",
                    "%d,%d,%d,%d (x,y,width,height) of each picture",
                    region.x(),
                    region.y(),
                    region.width(),
                    region.height());
        }
        @Nullable Integer pixels = size.maskPixels();
        if (pixels != null) {
            lines.line(
                    "Mask", "%s %% of the pixels count", Percent.text((double) pixels / size.width() / size.height()));
        }
    }

    private static String reference(String reference) {
        return switch (reference) {
            case "none" -> "nothing: scores are as they are";
            case "image" -> "what held-out normal images show anywhere";
            default -> "what held-out normal images show at the same place";
        };
    }

    private void threshold(InspectionInfoJson.Limit limit, InspectionInfoJson.@Nullable HeldOut heldOut) {
        @Nullable Float value = limit.value();
        @Nullable Float pixel = limit.pixelValue();
        lines.line(
                "Threshold",
                "%s%s",
                value == null ? "infinite: " : String.format(Locale.ROOT, "%.6g: ", value),
                how(limit));
        lines.line(
                "",
                "A pixel is part of a flaw %s",
                pixel == null ? "never: its threshold is infinite" : String.format(Locale.ROOT, "above %.6g", pixel));
        if (heldOut != null) {
            lines.line("Held out", "%,d normal images", heldOut.image().count());
            lines.scores(heldOut.image());
            odd(heldOut.odd());
        }
    }

    private void odd(InspectionInfoJson.Odd odd) {
        if (!odd.scores().isEmpty()) {
            lines.line(
                    "",
                    "Odd: %s; the others reach %s at most ('kizu calibrate' with the same pictures names the files)",
                    odd.scores().stream()
                            .map(score -> String.format(Locale.ROOT, "%.6g", score))
                            .collect(Collectors.joining(", ")),
                    String.format(Locale.ROOT, "%.6g", odd.largestOther()));
        }
    }

    private static String how(InspectionInfoJson.Limit limit) {
        return switch (limit.method()) {
            case "false-alarm-rate" -> rate(limit);
            case "f1" -> "chosen on labelled images for the largest F1";
            case "cost" ->
                "chosen on labelled images for the least cost, %s for a miss and %s for a false alarm"
                        .formatted(number(limit.missCost()), number(limit.alarmCost()));
            default -> "given by the user";
        };
    }

    private static String rate(InspectionInfoJson.Limit limit) {
        double asked = limit.falseAlarmRate();
        Double promised = limit.promisedRate();
        return promised != null && promised > asked
                ? "the largest score of those held out, since %s %% false alarms were asked for and so few images can promise no less than %s %%"
                        .formatted(Percent.text(asked), Percent.text(promised))
                : "chosen for at most %s %% false alarms".formatted(Percent.text(asked));
    }

    /** Without needless zeros. */
    private static String number(@Nullable Double value) {
        return value == null
                ? "1"
                : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
