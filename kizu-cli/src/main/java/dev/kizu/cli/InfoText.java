package dev.kizu.cli;

import dev.kizu.calibrate.ScoreStatistics;
import java.io.PrintStream;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is in a model, for people. In ASCII, since not every terminal shows more. */
final class InfoText {
    /** Longer than any line that Kizu itself gives rise to; paths have at most some 4,000 characters. */
    private static final int LONGEST = 5_000;

    /** Control and format characters, such as those that turn the direction of writing, and separators of lines. */
    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final PrintStream out;

    private InfoText(PrintStream out) {
        this.out = out;
    }

    static void print(InfoJson info, PrintStream out) {
        new InfoText(out).print(info);
    }

    private void print(InfoJson info) {
        line("File", "%s", info.file());
        line("", "ONNX, %,d bytes, format version %d", info.bytes(), info.formatVersion());
        line("", "SHA-256 of the model %s", info.sha256());
        InfoJson.Network network = info.network();
        InfoJson.@Nullable Calibration calibration = info.calibration();
        line(
                "Takes",
                "%s images%s, samples from 0 to 1",
                network.channels() == 1 ? "grey" : network.channels() == 3 ? "RGB" : network.channels() + "-channel",
                calibration == null
                        ? " of %d x %d pixels (height x width) or more"
                                .formatted(network.patchHeight(), network.patchWidth())
                        : " of exactly %d x %d pixels (height x width)"
                                .formatted(calibration.imageHeight(), calibration.imageWidth()));
        line(
                "Network",
                "patches of %dx%d, depth %d, %d filters, latent size %d, variance floor %s; %,d numbers",
                network.patchHeight(),
                network.patchWidth(),
                network.depth(),
                network.baseFilters(),
                network.latent(),
                network.varianceFloor(),
                network.numbers());
        line(
                "Scoring",
                "%s score, stride %d, %s of the windows",
                info.scoring().score(),
                info.scoring().stride(),
                info.scoring().aggregation());
        line(
                "Calibration",
                "%s",
                calibration == null
                        ? "none"
                        : "positional, %d x %d windows".formatted(calibration.rows(), calibration.columns()));
        threshold(info.threshold());
        training(info.kizuVersion(), info.training());
        made(info.made());
    }

    private void threshold(InfoJson.@Nullable Limit threshold) {
        if (threshold == null) {
            line("Threshold", "none: no images were held out to choose one from, so there is no verdict");
            return;
        }
        ScoreStatistics heldOut = threshold.heldOut();
        line(
                "Threshold",
                "%.6g: chosen for at most %s %% false alarms, by %,d held-out normal images",
                threshold.value(),
                Percent.text(threshold.falseAlarmRate()),
                heldOut.count());
        if (threshold.promisedRate() > threshold.falseAlarmRate()) {
            line(
                    "",
                    "So few images can promise no less than %s %%; the threshold is their largest score.",
                    Percent.text(threshold.promisedRate()));
        }
        line(
                "",
                "Their scores: mean %.4g, standard deviation %.4g, from %.4g to %.4g, median %.4g",
                heldOut.mean(),
                heldOut.standardDeviation(),
                heldOut.min(),
                heldOut.max(),
                heldOut.median());
    }

    private void training(String version, InfoJson.@Nullable Training training) {
        if (training == null) {
            line("Training", "by Kizu %s; the file does not say how", version);
            return;
        }
        line(
                "Training",
                "by Kizu %s, preset %s, seed %d, %,d patches, %d epochs, final loss %.2f nats a patch",
                version,
                training.preset(),
                training.seed(),
                training.patches(),
                training.epochs(),
                training.finalLoss());
        line(
                "Images",
                "%,d normal ones (class %s), of which %,d were held out",
                training.images(),
                training.normal(),
                training.heldOut());
        line("", "SHA-256 of the images %s", training.imagesSha256());
    }

    private void made(InfoJson.@Nullable Made made) {
        if (made == null) {
            return;
        }
        line("Made", "%s", made.time());
        optional("Data", made.data());
        optional("Java", made.java());
        optional("Kernel", made.kernel());
    }

    private void optional(String name, String value) {
        if (!value.isEmpty()) {
            line(name, "%s", value);
        }
    }

    private void line(String name, String format, Object... values) {
        String label = name.isEmpty() ? "" : name + ":";
        // What a file says is for reading, not for steering the terminal.
        String whole = String.format(Locale.ROOT, format, values);
        String start = whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "...";
        String text = STEERING.matcher(start).replaceAll("?");
        out.println("%-13s%s".formatted(label, text));
    }
}
