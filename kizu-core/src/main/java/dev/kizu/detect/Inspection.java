package dev.kizu.detect;

import dev.kizu.score.ScoreKind;
import dev.kizu.vae.WindowTerms;
import java.util.Map;

/**
 * What a {@link Detector} says about one image.
 *
 * @param terms the three loss terms of every window, raw
 * @param windowScores the score of every window, calibrated where the detector has a calibration, by kind of score;
 *     {@link ScoreKind#JOINT} is there only with a calibration
 * @param imageScores the image's score by kind: its window scores aggregated
 * @param verdict whether the image is anomalous
 * @param pixelMap per pixel, the M term averaged over all windows (and channels) that cover the pixel; 0 where no window
 *     lies. The size of the image
 */
public record Inspection(
        WindowTerms terms,
        Map<ScoreKind, ScoreMap> windowScores,
        Map<ScoreKind, Double> imageScores,
        Verdict verdict,
        ScoreMap pixelMap) {}
