package dev.kizu.cli.inspect;

import dev.kizu.file.WholeFile;
import dev.kizu.image.Image;
import dev.kizu.image.MapFiles;
import dev.kizu.model.PartModel;
import dev.kizu.report.Overlay;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The files that belong to pictures, in folders of the results that mirror theirs. Thread-safe. */
final class PictureFiles {
    /** The white of maps as PNG, in thresholds of pixels. */
    private static final double MAP_RANGE = 4;

    private final Path folder;
    private final PartModel model;
    private final OutputOptions options;
    private final HeatScale heat;
    private final Set<Path> made = ConcurrentHashMap.newKeySet();

    PictureFiles(Path folder, PartModel model, OutputOptions options) {
        this.folder = folder;
        this.model = model;
        this.options = options;
        this.heat = HeatScale.of(model);
    }

    /** Whether something is written that needs the map, flaws or not. */
    boolean needsMap(boolean anomalous) {
        return options.map() != null || options.mask() || hasOverlay(anomalous);
    }

    private boolean hasOverlay(boolean anomalous) {
        return options.overlay() == OverlayChoice.ALL || (options.overlay() == OverlayChoice.ANOMALOUS && anomalous);
    }

    @Nullable
    String overlay(Path picture, boolean anomalous) {
        return hasOverlay(anomalous) ? "overlays/" + OutputNames.of(picture, ".png") : null;
    }

    @Nullable
    String map(Path picture) {
        MapFormat format = options.map();
        return format == null ? null : "maps/" + OutputNames.of(picture, format == MapFormat.NPY ? ".npy" : ".png");
    }

    @Nullable
    String mask(Path picture) {
        return options.mask() ? "masks/" + OutputNames.of(picture, ".png") : null;
    }

    /** Writes the map, if it is wanted. */
    void writeMap(Path picture, float[] map) throws IOException {
        String name = map(picture);
        if (name == null) {
            return;
        }
        int height = model.preparation().height();
        int width = model.preparation().width();
        write(name, file -> {
            if (options.map() == MapFormat.NPY) {
                MapFiles.writeNpy(file, map, height, width);
            } else {
                MapFiles.writePng(file, map, height, width, mapScale());
            }
        });
    }

    private double mapScale() {
        double scale = MAP_RANGE * Math.abs(model.threshold().pixelValue());
        return scale > 0 && Double.isFinite(scale) ? scale : 1;
    }

    /** Writes the mask and the overlay, if they are wanted. */
    void write(Path picture, Image image, FlawMap flaws, boolean anomalous) throws IOException {
        String mask = mask(picture);
        if (mask != null) {
            write(mask, file -> MapFiles.writeMask(file, flaws.mask(image), image.height(), image.width()));
        }
        String overlay = overlay(picture, anomalous);
        if (overlay != null) {
            byte[] png = Overlay.png(
                    image,
                    flaws.map(),
                    FlawMap.placement(model.preparation(), image),
                    model.threshold().pixelValue(),
                    heat.low(),
                    heat.high());
            write(overlay, file -> WholeFile.write(file, temporary -> Files.write(temporary, png)));
        }
    }

    private void write(String name, WholeFile.Content content) throws IOException {
        Path file = folder.resolve(name);
        try {
            Path parent = file.getParent();
            if (parent != null && !made.contains(parent)) {
                Files.createDirectories(parent);
                made.add(parent);
            }
            content.writeTo(file);
        } catch (IOException e) {
            throw new IOException("cannot write %s: %s".formatted(file, reason(e)), e);
        }
    }

    private static String reason(IOException e) {
        String reason = e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
        if (e instanceof FileSystemException file && file.getReason() != null) {
            reason = file.getReason();
        }
        return reason + ". When that is put right, go on with --resume";
    }
}
