package dev.kizu.features.train;

import dev.kizu.features.backbone.Backbone;
import dev.kizu.features.backbone.BackboneException;
import dev.kizu.features.backbone.ImageInput;
import dev.kizu.features.map.LayerShape;
import dev.kizu.features.map.Projection;
import dev.kizu.features.model.Method;
import dev.kizu.features.padim.PadimFitter;
import dev.kizu.image.Preparation;
import dev.kizu.train.Choice;
import dev.kizu.train.Survey;
import dev.kizu.train.WorkingSize;
import java.util.ArrayList;
import java.util.List;

/**
 * What training will do.
 *
 * @param method by which pictures are looked at: the one asked for, or what of it the pictures and the backbone allow
 * @param preparation how pictures become images
 * @param cell side of a cell of the finest layer's grid, in pixels
 * @param projection from layers to one grid
 * @param padimDimensions features of a position that PaDiM looks at, the first of the projection's
 * @param entries PatchCore's bank: number of entries; 0 for other methods
 * @param heldOut number of pictures that are held out; 0 where each is scored by a head that was fitted without it
 * @param choices everything that was decided, in the order in which to tell it
 */
record FeaturePlan(
        Method method,
        Preparation preparation,
        int cell,
        Projection projection,
        int padimDimensions,
        int entries,
        int heldOut,
        List<Choice> choices) {
    /** Deviation of the Gaussian that smooths maps, in cells of eight pixels: about what PaDiM and PatchCore use, 4 pixels and more. */
    static final double SMOOTHING = 1;
    /** Up to so many pictures every one of them is fitted to, and heads without a fifth of them calibrate. */
    static final int FOLDED = 200;

    private static final int LEAST_IMAGES = 4;
    /** Pictures cover about as much as the squares of 256 that backbones are made for, in their own shape. */
    private static final int SIDE = 256;

    private static final int STEP = 32;
    /** Of sides of autoencoders' images, but for small ones. */
    private static final int AUTOENCODERS_STEP = 8;

    private static final int PADIM_DIMENSIONS = 64;
    private static final int PATCHCORE_DIMENSIONS = 80;
    /** A hundredth of the features of good pictures, as in the smallest coresets of PatchCore's authors, within limits. */
    private static final double ENTRIES_SHARE = 0.01;

    private static final int LEAST_ENTRIES = 500;
    private static final int MOST_ENTRIES = 1000;
    private static final int NEIGHBOURHOOD = 3;
    private static final double HELD_OUT_SHARE = 0.2;
    private static final int MOST_HELD_OUT = 250;

    static FeaturePlan of(FeatureRequest request, Survey survey, Backbone backbone) throws BackboneException {
        return new Maker(request, survey, backbone).make();
    }

    private static final class Maker {
        private final FeatureRequest request;
        private final Survey survey;
        private final Backbone backbone;
        private final List<Choice> choices = new ArrayList<>();

        Maker(FeatureRequest request, Survey survey, Backbone backbone) {
            this.request = request;
            this.survey = survey;
            this.backbone = backbone;
        }

        FeaturePlan make() throws BackboneException {
            int images = survey.files().size();
            if (images < LEAST_IMAGES) {
                throw new IllegalArgumentException(
                        "at least %d pictures of good parts are needed for %s, some to learn from and some to calibrate by, and %d can be read. Add more pictures"
                                .formatted(LEAST_IMAGES, request.method().title(), images));
            }
            WorkingSize size = size();
            Method method = method(size);
            say(
                    "method",
                    method.title(),
                    method == request.method(),
                    "the autoencoders are left out: they take sides in multiples of %d, and the backbone %s only. Their options do not count"
                            .formatted(AUTOENCODERS_STEP, size));
            say(
                    "backbone",
                    "%s, layers %s"
                            .formatted(backbone.file().path().getFileName(), String.join(", ", backbone.layers())),
                    false,
                    "by the options, the JSON beside the file, or what is usual");
            Preparation preparation = preparation(size);
            List<LayerShape> layers = new ArrayList<>();
            int rows = 0;
            int columns = 0;
            for (var layer : backbone.shapes(preparation.height(), preparation.width())) {
                layers.add(new LayerShape(layer.channels(), layer.rows(), layer.columns()));
                rows = Math.max(rows, layer.rows());
                columns = Math.max(columns, layer.columns());
            }
            int cell = cell(preparation, rows, columns);
            Projection projection = projection(layers, rows, columns);
            int padim = request.dimensions() != null
                    ? projection.dimensions()
                    : Math.min(PADIM_DIMENSIONS, projection.dimensions());
            if (request.method().members().contains(Method.PADIM)) {
                PadimFitter.checkFits(
                        padim, rows * columns, Runtime.getRuntime().maxMemory());
            }
            return new FeaturePlan(
                    method, preparation, cell, projection, padim, entries(rows, columns), heldOut(images), choices);
        }

        private void say(String name, Object value, boolean asked, String reason) {
            choices.add(new Choice(name, String.valueOf(value), asked ? "as asked" : reason));
        }

        /** Autoencoders bring pictures to such sizes only, so that their cells divide them. */
        private Method method(WorkingSize size) {
            boolean fits = size.resolve(survey.height(), survey.width()).equals(size);
            return request.method() == Method.ALL && !fits ? Method.ENSEMBLE : request.method();
        }

        private Preparation preparation(WorkingSize size) {
            Boolean asked = request.colour();
            boolean colour = asked != null ? asked : survey.colour();
            say(
                    "colour",
                    colour ? "rgb" : "gray",
                    asked != null,
                    survey.colour() ? "the pictures have colours" : "the pictures show no colours");
            say("size", size, request.size() != null, sizeReason());
            return new Preparation(colour ? 3 : 1, size.height(), size.width(), request.region(), null)
                    .withPictureMask(request.mask());
        }

        private WorkingSize size() {
            ImageInput input = backbone.file().input();
            WorkingSize wanted = request.size();
            WorkingSize size;
            if (wanted != null) {
                size = wanted.resolve(survey.height(), survey.width());
            } else if (input.fixed()) {
                size = new WorkingSize(
                        input.height() > 0 ? input.height() : SIDE, input.width() > 0 ? input.width() : SIDE, 0);
            } else {
                double scale = SIDE / Math.sqrt((double) survey.height() * survey.width());
                size = new WorkingSize(multiple(survey.height() * scale), multiple(survey.width() * scale), 0);
            }
            input.check(size.height(), size.width());
            return size;
        }

        private String sizeReason() {
            return backbone.file().input().fixed()
                    ? "the backbone takes no other"
                    : "the area of %dx%d in the shape of the pictures, which are mostly %dx%d"
                            .formatted(SIDE, SIDE, survey.width(), survey.height());
        }

        /** Layers of stride up to 32 then divide a side evenly. */
        private static int multiple(double side) {
            return (int) Math.max(1, Math.round(side / STEP)) * STEP;
        }

        private int cell(Preparation preparation, int rows, int columns) {
            int cell = preparation.height() / rows;
            if (cell < 1 || cell * rows != preparation.height() || cell * columns != preparation.width()) {
                throw new IllegalArgumentException(
                        "the finest layer has %d x %d positions (rows x columns) for %d x %d pixels, expected squares of whole pixels. Use a --size whose sides are multiples of %d"
                                .formatted(rows, columns, preparation.height(), preparation.width(), STEP));
            }
            say(
                    "map",
                    "%dx%d cells of %d pixels".formatted(columns, rows, cell),
                    false,
                    "the positions of the finest layer");
            return cell;
        }

        private Projection projection(List<LayerShape> layers, int rows, int columns) {
            Integer asked = request.dimensions();
            int channels = layers.stream().mapToInt(LayerShape::channels).sum();
            int dimensions = asked != null ? asked : dimensions(channels);
            Projection projection = Projection.random(layers, dimensions, rows, columns, NEIGHBOURHOOD, request.seed());
            say(
                    "features",
                    "%d of %d at each position".formatted(projection.dimensions(), channels),
                    asked != null,
                    projection.isIdentity()
                            ? "all that the layers have"
                            : "a random projection keeps distances nearly, at a fraction of the time");
            return projection;
        }

        /** Any rows of a random projection are a random projection, so PaDiM can do with some; channels as they are it would have to take all. */
        private int dimensions(int channels) {
            return switch (request.method()) {
                case PADIM -> PADIM_DIMENSIONS;
                case PATCHCORE -> PATCHCORE_DIMENSIONS;
                case ENSEMBLE, ALL -> channels > PATCHCORE_DIMENSIONS ? PATCHCORE_DIMENSIONS : PADIM_DIMENSIONS;
            };
        }

        private int entries(int rows, int columns) {
            if (!request.method().members().contains(Method.PATCHCORE)) {
                return 0;
            }
            Integer asked = request.entries();
            long features = (long) survey.files().size() * rows * columns;
            int share = (int) Math.min(MOST_ENTRIES, Math.max(LEAST_ENTRIES, Math.round(ENTRIES_SHARE * features)));
            int entries = asked != null ? asked : share;
            say(
                    "bank",
                    "at most %,d entries".formatted(entries),
                    asked != null,
                    "a hundredth of the features of good parts, but from %,d to %,d, since more take more time for each picture"
                            .formatted(LEAST_ENTRIES, MOST_ENTRIES));
            return entries;
        }

        private int heldOut(int images) {
            Double asked = request.heldOut();
            if (asked == null && images <= FOLDED) {
                say(
                        "held out",
                        "none",
                        false,
                        "with up to %d pictures, each is scored by a model that was fitted without it and a fifth of the others"
                                .formatted(FOLDED));
                return 0;
            }
            int heldOut = (int) Math.round(images * (asked != null ? asked : HELD_OUT_SHARE));
            heldOut = Math.max(2, Math.min(heldOut, images - 2));
            heldOut = asked != null ? heldOut : Math.min(heldOut, MOST_HELD_OUT);
            say(
                    "held out",
                    "%d of %d pictures".formatted(heldOut, images),
                    asked != null,
                    "drawn by seed %d; the threshold comes from them alone".formatted(request.seed()));
            return heldOut;
        }
    }
}
