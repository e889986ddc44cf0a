package dev.kizu.calibrate;

import dev.kizu.score.ScoreKind;
import dev.kizu.vae.WindowTerms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What held-out normal images show at one scale of an inspection, and cell scores held against it. Immutable and thread-safe.
 *
 * <p>ELBO and the unregularized score are standardised by the mean and spread of all cells ({@link Reference#IMAGE}) or of those at the
 * same place ({@link Reference#POSITIONAL}). The joint score is the negative logarithm of the density of the three log-compressed terms
 * under what explains them best: one of the components of a mixture that was learnt from all cells or, with a positional reference, the
 * distribution of the cells at the same place, which has the long tails of Student's t. What the mixture explains has a price that grows with
 * the {@link PlaceShare}: a part that lies a little differently is still explained, and the more a place always looks alike, the more it is
 * held to that.
 */
public final class ScaleCalibration {
    private static final List<String> MIXTURE = List.of("mixture.constant", "mixture.center", "mixture.whitening");

    private final Reference reference;
    private final int cells;
    private final @Nullable Standardization elbo;
    private final @Nullable Standardization unregularized;
    private final @Nullable Mixture mixture;
    private final @Nullable PlaceDensity positional;
    private final double[] positionalFactor;

    private ScaleCalibration(
            Reference reference,
            int cells,
            @Nullable Standardization elbo,
            @Nullable Standardization unregularized,
            @Nullable Mixture mixture,
            @Nullable PlaceDensity positional) {
        this.reference = reference;
        this.cells = cells;
        this.elbo = elbo;
        this.unregularized = unregularized;
        this.mixture = mixture;
        this.positional = positional;
        this.positionalFactor = positional == null ? new double[0] : positional.logFactors();
    }

    /** Scores as they are. */
    public static ScaleCalibration none(int cells) {
        return new ScaleCalibration(Reference.NONE, cells, null, null, null, null);
    }

    /**
     * Learns from images that the network was not trained on.
     *
     * @param heldOut their terms, all on one grid; at least one image, for a positional reference two
     * @param inside which of them count, at least one
     * @param placeShare how often a cell's place explains it, see {@link PlaceShare}; counts for a positional reference only
     * @param seed decides where the mixture's components begin
     * @throws IllegalArgumentException if there are too few images
     */
    public static ScaleCalibration fit(
            Reference reference, List<WindowTerms> heldOut, boolean[] inside, double placeShare, long seed) {
        int cells = inside.length;
        if (reference == Reference.NONE) {
            return none(cells);
        }
        int least = reference == Reference.POSITIONAL ? 2 : 1;
        if (heldOut.size() < least) {
            throw new IllegalArgumentException(
                    "a calibration needs at least %d held-out normal images, got %d. Give more images"
                            .formatted(least, heldOut.size()));
        }
        int[] counted = IntStream.range(0, cells).filter(w -> inside[w]).toArray();
        List<float[]> features = heldOut.stream().map(JointModel::features).toList();
        Mixture mixture = Mixture.fit(features, counted, seed);
        if (reference == Reference.IMAGE) {
            return new ScaleCalibration(
                    reference,
                    cells,
                    Standardization.common(heldOut, counted, WindowTerms::elbo),
                    Standardization.common(heldOut, counted, WindowTerms::unregularized),
                    mixture,
                    null);
        }
        return new ScaleCalibration(
                reference,
                cells,
                Standardization.fit(heldOut, WindowTerms::elbo),
                Standardization.fit(heldOut, WindowTerms::unregularized),
                mixture.pricier(PlaceShare.price(placeShare)),
                PlaceDensity.of(JointModel.fit(features)));
    }

    /**
     * The share of the variance of the compressed terms that a cell's position explains, without what chance alone would make of so few
     * images; the mean of the three terms. In [0, 1].
     *
     * @param heldOut terms of normal images on one grid; with fewer than two the answer is 0
     */
    public static double explainedByPosition(List<WindowTerms> heldOut) {
        int images = heldOut.size();
        if (images < 2) {
            return 0;
        }
        List<float[]> features = heldOut.stream().map(JointModel::features).toList();
        int cells = heldOut.get(0).size();
        double explained = 0;
        for (int term = 0; term < JointModel.TERMS; term++) {
            double sum = 0;
            double squares = 0;
            double within = 0;
            for (int w = 0; w < cells; w++) {
                double here = 0;
                double squaresHere = 0;
                for (float[] image : features) {
                    double value = image[JointModel.TERMS * w + term];
                    here += value;
                    squaresHere += value * value;
                }
                sum += here;
                squares += squaresHere;
                within += squaresHere - here * here / images;
            }
            double all = (double) images * cells;
            double variance = (squares - sum * sum / all) / (all - 1);
            double inPlace = within / ((images - 1.0) * cells);
            explained += variance > 0 ? Math.max(0, 1 - inPlace / variance) : 0;
        }
        return explained / JointModel.TERMS;
    }

    /** What scores are held against. */
    public Reference reference() {
        return reference;
    }

    /** Number of cells of an image. */
    public int cells() {
        return cells;
    }

    /** Whether there are scores of a kind: the joint score needs a reference. */
    public boolean has(ScoreKind kind) {
        return ScoreKind.ofTerms().contains(kind) && (kind != ScoreKind.JOINT || mixture != null);
    }

    /**
     * The scores of all cells of an image.
     *
     * @throws IllegalArgumentException if there is no such score, or the image has another number of cells
     */
    public float[] score(ScoreKind kind, WindowTerms terms) {
        if (terms.size() != cells) {
            throw new IllegalArgumentException(
                    "the calibration knows images of %d cells, this one has %d; prepare images as the model says"
                            .formatted(cells, terms.size()));
        }
        return switch (kind) {
            case ELBO -> standardized(elbo, terms, WindowTerms::elbo);
            case UNREGULARIZED -> standardized(unregularized, terms, WindowTerms::unregularized);
            case JOINT -> joint(terms);
            case DISTANCE, COMBINED ->
                throw new IllegalArgumentException(
                        "%s is no score of loss terms, expected one of %s".formatted(kind.id(), ScoreKind.ofTerms()));
        };
    }

    private static float[] standardized(
            @Nullable Standardization standardization, WindowTerms terms, Standardization.WindowScore score) {
        if (standardization != null) {
            return standardization.apply(terms, score);
        }
        float[] raw = new float[terms.size()];
        for (int w = 0; w < raw.length; w++) {
            raw[w] = score.of(terms, w);
        }
        return raw;
    }

    private float[] joint(WindowTerms terms) {
        if (mixture == null) {
            throw new IllegalArgumentException("there is no joint score without a reference; use another score");
        }
        float[] features = JointModel.features(terms);
        float[] result = mixture.logDensities(features);
        for (int w = 0; w < cells; w++) {
            double best = result[w];
            if (positional != null) {
                best = Math.max(best, positionalFactor[w] - positional.fall(features, w));
            }
            result[w] = (float) -best;
        }
        return result;
    }

    /** All numbers that were learnt, by name; {@link #of} reads them back. Arrays are shared, not copied: treat them as read-only. */
    public Map<String, float[]> tables() {
        Map<String, float[]> tables = new LinkedHashMap<>();
        put(tables, "elbo", elbo);
        put(tables, "unregularized", unregularized);
        if (mixture != null) {
            tables.put(MIXTURE.get(0), mixture.constant());
            tables.put(MIXTURE.get(1), mixture.center());
            tables.put(MIXTURE.get(2), mixture.whitening());
        }
        if (positional != null) {
            JointModel places = positional.places();
            for (int i = 0; i < JointModel.TERMS; i++) {
                tables.put("positional.mean." + i, places.mean()[i]);
            }
            for (int i = 0; i < JointModel.ENTRIES; i++) {
                tables.put("positional.whitening." + i, places.whitening()[i]);
            }
        }
        return tables;
    }

    /**
     * For each cell the logarithm of the factor of the density at its place, which is that of a normal distribution and follows from the
     * tables; empty where there is none.
     */
    public float[] positionalLogFactors() {
        float[] factors = new float[positionalFactor.length];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) positionalFactor[i];
        }
        return factors;
    }

    private static void put(Map<String, float[]> tables, String name, @Nullable Standardization standardization) {
        if (standardization != null) {
            tables.put(name + ".mean", standardization.mean());
            tables.put(name + ".inverse_deviation", standardization.inverseDeviation());
        }
    }

    /**
     * Degrees of freedom of the distributions of places, above 0; infinite where these are normal ones, or there are none. The logarithm of a
     * density is {@code (freedom + 3) / 2 * log(1 + d / freedom)} below the largest, {@code d} being the squared length of the whitened
     * distance from the mean, and {@code d / 2} where the freedom is infinite.
     */
    public float placeFreedom() {
        return positional == null ? Float.POSITIVE_INFINITY : positional.freedom();
    }

    /** Number of the mixture's components; 0 without a mixture. */
    public int components() {
        return mixture == null ? 0 : mixture.constant().length;
    }

    /**
     * The names and lengths of {@link #tables}, in order.
     *
     * @param components of the mixture, at least 1 unless there is no reference
     * @throws IllegalArgumentException if there are no components and there should be
     */
    public static Map<String, Integer> tableLengths(Reference reference, int cells, int components) {
        if (reference != Reference.NONE && components < 1) {
            throw new IllegalArgumentException(
                    "a mixture has %d components, expected at least 1".formatted(components));
        }
        Map<String, Integer> lengths = new LinkedHashMap<>();
        if (reference == Reference.NONE) {
            return lengths;
        }
        int places = reference == Reference.POSITIONAL ? cells : 1;
        for (String score : List.of("elbo", "unregularized")) {
            lengths.put(score + ".mean", places);
            lengths.put(score + ".inverse_deviation", places);
        }
        lengths.put(MIXTURE.get(0), components);
        lengths.put(MIXTURE.get(1), JointModel.TERMS * components);
        lengths.put(MIXTURE.get(2), JointModel.ENTRIES * components);
        if (reference == Reference.POSITIONAL) {
            IntStream.range(0, JointModel.TERMS).forEach(i -> lengths.put("positional.mean." + i, cells));
            IntStream.range(0, JointModel.ENTRIES).forEach(i -> lengths.put("positional.whitening." + i, cells));
        }
        return lengths;
    }

    /**
     * The calibration of which all numbers are known.
     *
     * @param tables as {@link #tables} gives them; shared, not copied
     * @param placeFreedom as {@link #placeFreedom} gives it; counts for a positional reference only
     * @throws IllegalArgumentException if a table is missing, has another length, or holds what is no finite number, or a spread that is
     *     not positive
     */
    public static ScaleCalibration of(Reference reference, int cells, Map<String, float[]> tables, float placeFreedom) {
        float[] constants = tables.get(MIXTURE.get(0));
        Map<String, Integer> lengths = tableLengths(reference, cells, constants == null ? 0 : constants.length);
        lengths.forEach((name, length) -> check(name, length, tables.get(name)));
        if (reference == Reference.NONE) {
            return none(cells);
        }
        Mixture mixture = new Mixture(
                table(tables, MIXTURE.get(0)), table(tables, MIXTURE.get(1)), table(tables, MIXTURE.get(2)));
        PlaceDensity positional = reference == Reference.POSITIONAL
                ? new PlaceDensity(
                        new JointModel(
                                tables(tables, "positional.mean.", JointModel.TERMS),
                                tables(tables, "positional.whitening.", JointModel.ENTRIES)),
                        placeFreedom)
                : null;
        return new ScaleCalibration(
                reference,
                cells,
                standardization(tables, "elbo"),
                standardization(tables, "unregularized"),
                mixture,
                positional);
    }

    private static Standardization standardization(Map<String, float[]> tables, String name) {
        return new Standardization(table(tables, name + ".mean"), table(tables, name + ".inverse_deviation"));
    }

    private static float[][] tables(Map<String, float[]> tables, String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> table(tables, prefix + i))
                .toArray(float[][]::new);
    }

    private static float[] table(Map<String, float[]> tables, String name) {
        float[] table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("the calibration has no table " + name);
        }
        return table;
    }

    private static void check(String name, int length, float @Nullable [] table) {
        if (table == null || table.length != length) {
            throw new IllegalArgumentException("the calibration's table %s has %s values, expected %d"
                    .formatted(name, table == null ? "no" : table.length, length));
        }
        boolean spread = name.endsWith(".inverse_deviation")
                || Stream.of(".whitening.0", ".whitening.2", ".whitening.5").anyMatch(name::endsWith);
        for (float value : table) {
            if (!Float.isFinite(value) || (spread && value <= 0)) {
                throw new IllegalArgumentException("the calibration's table %s holds %s, expected finite%s numbers"
                        .formatted(name, value, spread ? ", positive" : ""));
            }
        }
    }
}
