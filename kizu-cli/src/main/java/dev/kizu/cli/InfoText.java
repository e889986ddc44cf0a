package dev.kizu.cli;

import dev.kizu.calibrate.ScoreStatistics;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** What is in a detector, for people. */
final class InfoText {
    private final InfoLines lines;

    private InfoText(InfoLines lines) {
        this.lines = lines;
    }

    static void print(InfoJson info, PrintStream out) {
        new InfoText(new InfoLines(out)).print(info);
    }

    private void print(InfoJson info) {
        lines.file(info.file(), info.bytes(), info.formatVersion(), info.sha256());
        InfoJson.Network network = info.network();
        InfoJson.@Nullable Calibration calibration = info.calibration();
        lines.line(
                "Takes",
                "%s images%s, samples from 0 to 1",
                network.channels() == 1 ? "grey" : network.channels() == 3 ? "RGB" : network.channels() + "-channel",
                calibration == null
                        ? " of %d x %d pixels (height x width) or more"
                                .formatted(network.patchHeight(), network.patchWidth())
                        : " of exactly %d x %d pixels (height x width)"
                                .formatted(calibration.imageHeight(), calibration.imageWidth()));
        lines.network("Network", network);
        lines.line(
                "Scoring",
                "%s score, stride %d, %s of the windows",
                info.scoring().score(),
                info.scoring().stride(),
                info.scoring().aggregation());
        lines.line(
                "Calibration",
                "%s",
                calibration == null
                        ? "none"
                        : "positional, %d x %d windows".formatted(calibration.rows(), calibration.columns()));
        threshold(info.threshold());
        lines.training(info.kizuVersion(), info.training());
        lines.made(info.made());
    }

    private void threshold(InfoJson.@Nullable Limit threshold) {
        if (threshold == null) {
            lines.line("Threshold", "none: no images were held out to choose one from, so there is no verdict");
            return;
        }
        ScoreStatistics heldOut = threshold.heldOut();
        lines.line(
                "Threshold",
                "%.6g: chosen for at most %s %% false alarms, by %,d held-out normal images",
                threshold.value(),
                Percent.text(threshold.falseAlarmRate()),
                heldOut.count());
        if (threshold.promisedRate() > threshold.falseAlarmRate()) {
            lines.line(
                    "",
                    "So few images can promise no less than %s %%; the threshold is their largest score.",
                    Percent.text(threshold.promisedRate()));
        }
        lines.scores(heldOut);
    }
}
