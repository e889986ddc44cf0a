package dev.kizu.cli;

import dev.kizu.calibrate.ScoreStatistics;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prints what models of every kind have to say, line by line. In ASCII, since not every terminal shows more. */
final class InfoLines {
    /** Longer than any line that Kizu itself gives rise to; paths have at most some 4,000 characters. */
    private static final int LONGEST = 5_000;

    /** Control and format characters, such as those that turn the direction of writing, and separators of lines. */
    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final PrintStream out;

    InfoLines(PrintStream out) {
        this.out = out;
    }

    void file(String file, long bytes, int formatVersion, String sha256) {
        line("File", "%s", file);
        line("", "ONNX, %,d bytes, format version %d", bytes, formatVersion);
        line("", "SHA-256 of the model %s", sha256);
    }

    void network(String label, InfoJson.Network network) {
        line(
                label,
                "patches of %dx%d, depth %d, %d filters, latent size %d, variance floor %s; %,d numbers",
                network.patchHeight(),
                network.patchWidth(),
                network.depth(),
                network.baseFilters(),
                network.latent(),
                new BigDecimal(Float.toString(network.varianceFloor()))
                        .stripTrailingZeros()
                        .toPlainString(),
                network.numbers());
    }

    void scores(ScoreStatistics heldOut) {
        line(
                "",
                "Their scores: mean %.4g, standard deviation %.4g, from %.4g to %.4g, median %.4g",
                heldOut.mean(),
                heldOut.standardDeviation(),
                heldOut.min(),
                heldOut.max(),
                heldOut.median());
    }

    void training(String version, InfoJson.@Nullable Training training) {
        if (training == null) {
            line("Training", "by Kizu %s; the file does not say how", version);
            return;
        }
        line(
                "Training",
                "by Kizu %s, %sseed %d, %,d patches, %s, final loss %.2f nats a patch",
                version,
                training.preset().isEmpty() ? "" : "preset %s, ".formatted(training.preset()),
                training.seed(),
                training.patches(),
                Counted.of(training.epochs(), "epoch"),
                training.finalLoss());
        line(
                "Images",
                "%,d normal ones (class %s), %s",
                training.images(),
                training.normal(),
                training.folds() > 1
                        ? "each held out from one of %d folds' networks".formatted(training.folds())
                        : "of which %,d were held out".formatted(training.heldOut()));
        line("", "SHA-256 of the images %s", training.imagesSha256());
    }

    void made(InfoJson.@Nullable Made made) {
        if (made == null) {
            return;
        }
        line("Made", "%s", made.time());
        optional("Data", made.data());
        optional("Java", made.java());
        optional("Kernel", made.kernel());
        InfoJson.@Nullable Calibrated calibration = made.calibration();
        if (calibration != null) {
            line(
                    "Calibrated",
                    "anew at %s by %,d other %s%s: reference, score and threshold come from them",
                    calibration.time(),
                    calibration.images(),
                    calibration.images() == 1 ? "picture" : "pictures",
                    calibration.data().isEmpty() ? "" : " of " + calibration.data());
        }
    }

    private void optional(String name, String value) {
        if (!value.isEmpty()) {
            line(name, "%s", value);
        }
    }

    void line(String name, String format, Object... values) {
        String label = name.isEmpty() ? "" : name + ":";
        // What a file says is for reading, not for steering the terminal.
        String whole = String.format(Locale.ROOT, format, values);
        String start = whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "...";
        String text = STEERING.matcher(start).replaceAll("?");
        out.println("%-13s%s".formatted(label, text));
    }
}
