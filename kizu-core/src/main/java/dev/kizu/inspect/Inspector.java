package dev.kizu.inspect;

import dev.kizu.calibrate.ConformalPValue;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.detect.ScoreMap;
import dev.kizu.detect.Verdict;
import dev.kizu.image.Image;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.MapLayout;
import dev.kizu.model.ScaleModel;
import dev.kizu.model.Surroundings;
import dev.kizu.patch.MapAxis;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.WindowTerms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Inspects pictures of parts: whether they are like those that the model was trained on, and where not. Immutable and thread-safe; an
 * inspection runs on the calling thread, so inspect several pictures from several threads.
 *
 * <p>A picture is prepared, and at every scale all windows get their terms, which are averaged around the cells of one grid. The scores of
 * cells, held against what held-out normal images showed, are averaged over the scales and smoothed and, unless places have a reference of their own, held
 * against their surroundings: that is the anomaly map. The image score is the mean of its largest cells.
 */
public final class Inspector implements PartInspector {
    private final InspectionModel model;
    private final List<Scale> scales = new ArrayList<>();
    private final int[] insideCells;
    private final MapAxis down;
    private final MapAxis across;
    private final @Nullable Surroundings surroundings;
    /** Null where nothing was held out. */
    private final @Nullable ConformalPValue pValue;

    /** An inspector by a model. */
    public Inspector(InspectionModel model) {
        this.model = model;
        MapLayout layout = MapLayout.of(model);
        for (int s = 0; s < model.scales().size(); s++) {
            scales.add(new Scale(model.scales().get(s), layout.scales().get(s)));
        }
        this.insideCells = layout.insideCells();
        this.down = layout.smoothingDown();
        this.across = layout.smoothingAcross();
        this.surroundings = layout.surroundings();
        float[] heldOut = model.heldOut().image(model.score());
        this.pValue = heldOut.length == 0 ? null : ConformalPValue.among(heldOut);
    }

    @Override
    public InspectionModel model() {
        return model;
    }

    @Override
    public PartInspection inspect(Image picture) {
        return judge(terms(model.preparation().apply(picture)));
    }

    /** The terms of every cell of a prepared image, scale by scale: the means over the windows around it. */
    public List<WindowTerms> terms(Image prepared) {
        return scales.stream().map(scale -> scale.terms(prepared)).toList();
    }

    /**
     * The verdict on an image of which the terms are known.
     *
     * @param terms as {@link #terms} gives them
     */
    public PartInspection judge(List<WindowTerms> terms) {
        Map<ScoreKind, Double> scores = new EnumMap<>(ScoreKind.class);
        ScoreMap decisive = null;
        for (ScoreKind kind : kinds(model.scales())) {
            ScoreMap map = map(kind, terms, model.scales());
            scores.put(kind, score(map));
            if (kind == model.score()) {
                decisive = map;
            }
        }
        double score = scores.getOrDefault(model.score(), Double.NaN);
        return new PartInspection(
                Collections.unmodifiableMap(scores),
                new Verdict(
                        model.score(),
                        score,
                        model.threshold().value(),
                        model.threshold().isExceededBy(score)),
                pValue == null ? 1 : pValue.of(score),
                Objects.requireNonNull(decisive),
                model.heldOut().image(model.score()).length);
    }

    static List<ScoreKind> kinds(List<ScaleModel> models) {
        return ScoreKind.ofTerms().stream()
                .filter(models.get(0).calibration()::has)
                .toList();
    }

    /** The map of a kind of score under calibrations that may differ from the model's own. */
    ScoreMap map(ScoreKind kind, List<WindowTerms> terms, List<ScaleModel> models) {
        float[] sum = new float[down.size() * across.size()];
        for (int s = 0; s < models.size(); s++) {
            float[] scores = models.get(s).calibration().score(kind, terms.get(s));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += scores[i] / models.size();
            }
        }
        float[] smooth = MapAxis.apply(down, across, sum, across.size());
        return new ScoreMap(down.size(), across.size(), surroundings == null ? smooth : surroundings.without(smooth));
    }

    /** The cells that count. */
    float[] inside(ScoreMap map) {
        float[] values = new float[insideCells.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = map.values()[insideCells[i]];
        }
        return values;
    }

    /** The largest value of a map. */
    float peak(ScoreMap map) {
        float peak = Float.NEGATIVE_INFINITY;
        for (float value : inside(map)) {
            peak = Math.max(peak, value);
        }
        return peak;
    }

    @Override
    public Inspector withThreshold(InspectionThreshold threshold) {
        return new Inspector(model.withThreshold(threshold));
    }

    @Override
    public boolean[] insideCells() {
        boolean[] inside = new boolean[down.size() * across.size()];
        for (int cell : insideCells) {
            inside[cell] = true;
        }
        return inside;
    }

    /** The image score of a map. */
    double score(ScoreMap map) {
        return model.aggregation().apply(inside(map));
    }
}
