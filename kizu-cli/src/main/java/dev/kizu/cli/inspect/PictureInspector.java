package dev.kizu.cli.inspect;

import dev.kizu.detect.ScoreMap;
import dev.kizu.flaw.FlawRegion;
import dev.kizu.flaw.MapPlacement;
import dev.kizu.image.Image;
import dev.kizu.image.ImageFiles;
import dev.kizu.image.Preparation;
import dev.kizu.inspect.PValues;
import dev.kizu.inspect.PartInspection;
import dev.kizu.inspect.PartInspector;
import dev.kizu.model.PartModel;
import dev.kizu.score.ScoreKind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Inspects pictures one by one, and writes the files that belong to each. Thread-safe. */
final class PictureInspector {
    private final PartInspector inspector;
    private final String modelDigest;
    private final OutputOptions options;
    private final PictureFiles files;
    private final PValues pValues;
    private volatile boolean colourSeen;
    private volatile boolean greySeen;

    PictureInspector(PartInspector inspector, String modelDigest, OutputOptions options, Path folder) {
        this.inspector = inspector;
        this.modelDigest = modelDigest;
        this.options = options;
        this.pValues = PValues.among(inspector.model().heldOut());
        this.files = new PictureFiles(folder, inspector.model(), options);
    }

    /**
     * Inspects a picture. One that cannot be read gives a line that says so.
     *
     * @throws IOException if a file cannot be written
     */
    ResultLine inspect(Path file) throws IOException {
        long start = System.nanoTime();
        Image picture;
        PartInspection found;
        try {
            picture = ImageFiles.read(file);
            found = inspector.inspect(picture);
        } catch (NoSuchFileException e) {
            return error(file, "cannot read %s: no such file".formatted(file), start);
        } catch (IOException e) {
            return error(file, String.valueOf(e.getMessage()), start);
        } catch (IllegalArgumentException e) {
            return error(file, "cannot inspect %s: %s".formatted(file, e.getMessage()), start);
        } catch (OutOfMemoryError e) {
            String reason =
                    "cannot inspect %s: too large for a heap of %d MB; use fewer --threads or a larger heap (KIZU_JAVA_OPTS=-Xmx...)"
                            .formatted(file, Runtime.getRuntime().maxMemory() >> 20);
            return error(file, reason, start);
        }
        look(picture);
        return line(file, picture, found, start);
    }

    private ResultLine line(Path file, Image picture, PartInspection found, long start) throws IOException {
        PartModel model = inspector.model();
        Preparation preparation = model.preparation();
        float threshold = model.threshold().pixelValue();
        boolean anomalous = found.verdict().anomalous();
        MapPlacement placement = FlawMap.placement(preparation, picture);
        boolean flawed = isAbove(found.map(), threshold);
        FlawMap flaws = null;
        if (flawed || files.needsMap(anomalous)) {
            float[] enlarged = FlawMap.enlarged(found.map(), preparation);
            files.writeMap(file, enlarged);
            flaws = FlawMap.of(enlarged, preparation, threshold, placement, minimumArea(placement));
            files.write(file, picture, flaws, anomalous);
        }
        return new ResultLine(
                file.toString(),
                anomalous ? ResultLine.ANOMALOUS : ResultLine.NORMAL,
                finite(found.verdict().score()),
                found.pValue(),
                finite(model.threshold().value()),
                scores(found),
                pValues(found),
                flaws == null
                        ? List.of()
                        : flaws.flaws().stream().map(PictureInspector::box).toList(),
                picture.width(),
                picture.height(),
                files.overlay(file, anomalous),
                files.map(file),
                files.mask(file),
                milliseconds(start),
                modelDigest,
                null);
    }

    /** Interpolation stays between the values of cells, so that most normal pictures need no more than a look at those. */
    private static boolean isAbove(ScoreMap map, float threshold) {
        for (float value : map.values()) {
            if (!(value <= threshold)) {
                return true;
            }
        }
        return false;
    }

    private int minimumArea(MapPlacement placement) {
        Integer asked = options.minimumArea();
        int cell = inspector.model().cell();
        double area = asked == null ? (double) cell * cell : asked / (placement.scaleX() * placement.scaleY());
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.ceil(area - 1e-9)));
    }

    private static ResultLine.Box box(FlawRegion flaw) {
        return new ResultLine.Box(flaw.x(), flaw.y(), flaw.width(), flaw.height(), flaw.area(), finite(flaw.peak()));
    }

    private static Map<String, @Nullable Double> scores(PartInspection found) {
        Map<String, @Nullable Double> scores = new LinkedHashMap<>();
        for (ScoreKind kind : ScoreKind.values()) {
            Double score = found.scores().get(kind);
            if (score != null) {
                scores.put(kind.id(), finite(score));
            }
        }
        return scores;
    }

    private Map<String, Double> pValues(PartInspection found) {
        Map<String, Double> named = new LinkedHashMap<>();
        pValues.of(found.scores()).forEach((kind, value) -> named.put(kind.id(), value));
        return named;
    }

    /** Whether the model looks at colours, and there were pictures but none with colours. */
    boolean missesColours() {
        return greySeen && !colourSeen;
    }

    private void look(Image picture) {
        if (inspector.model().preparation().channels() == 3 && !colourSeen) {
            if (Colours.areIn(picture)) {
                colourSeen = true;
            } else {
                greySeen = true;
            }
        }
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static @Nullable Float finite(float value) {
        return Float.isFinite(value) ? value : null;
    }

    private ResultLine error(Path file, String reason, long start) {
        return ResultLine.error(file.toString(), reason, milliseconds(start), modelDigest);
    }

    private static double milliseconds(long start) {
        return Math.round((System.nanoTime() - start) / 1e5) / 10.0;
    }
}
