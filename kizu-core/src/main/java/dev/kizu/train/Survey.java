package dev.kizu.train;

import dev.kizu.image.Image;
import dev.kizu.image.ImageFiles;
import dev.kizu.image.ImageInfo;
import dev.kizu.image.Mask;
import dev.kizu.image.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the training pictures are like, by their headers.
 *
 * @param files those whose header can be read and that the region is within
 * @param height the median height, of the region if there is one
 * @param width the median width, likewise
 * @param colour whether colours are to be seen in them
 * @param stretched how many have another shape than the median one by more than a tenth
 * @param failures the others
 */
public record Survey(
        List<Path> files, int height, int width, boolean colour, int stretched, List<PictureFailure> failures) {
    private static final int COLOUR_SAMPLES = 16;
    /** Two steps of 8 bits: less is the noise of a camera or of JPEG. */
    private static final float VISIBLE = 2.5f / 255;
    /** The share of the pixels that has to be coloured. */
    private static final double COLOURED_SHARE = 0.001;

    private static final double ANOTHER_SHAPE = 0.1;

    /**
     * Reads headers, and some pictures for their colours.
     *
     * @throws IllegalArgumentException if the region is within none of the pictures, or none has the size of the mask
     */
    public static Survey of(List<Path> files, @Nullable Region region, @Nullable Mask mask) {
        List<Path> usable = new ArrayList<>();
        List<PictureFailure> failures = new ArrayList<>();
        List<ImageInfo> infos = new ArrayList<>();
        ImageInfo outside = null;
        for (Path file : files) {
            try {
                ImageInfo info = ImageFiles.probe(file);
                if (region != null && !region.isWithin(info.height(), info.width())) {
                    outside = info;
                    region.checkWithin(info.height(), info.width());
                }
                infos.add(info);
                usable.add(file);
            } catch (IOException | IllegalArgumentException e) {
                failures.add(PictureFailure.of(file, e));
            }
        }
        if (usable.isEmpty() && region != null && outside != null) {
            throw new IllegalArgumentException(
                    "region %s (x,y,width,height) is within none of the pictures; one of them has %d x %d pixels (width x height). Give a region within them"
                            .formatted(region, outside.width(), outside.height()));
        }
        checkMask(mask, infos);
        if (usable.isEmpty()) {
            return new Survey(usable, 0, 0, false, 0, failures);
        }
        int height = region != null ? region.height() : median(infos.stream().mapToInt(ImageInfo::height));
        int width = region != null ? region.width() : median(infos.stream().mapToInt(ImageInfo::width));
        double shape = (double) width / height;
        int stretched = region != null
                ? 0
                : (int) infos.stream()
                        .filter(info ->
                                Math.abs(Math.log((double) info.width() / info.height() / shape)) > ANOTHER_SHAPE)
                        .count();
        return new Survey(usable, height, width, isColoured(usable, infos), stretched, failures);
    }

    private static void checkMask(@Nullable Mask mask, List<ImageInfo> infos) {
        if (mask != null
                && !infos.isEmpty()
                && infos.stream().noneMatch(info -> info.height() == mask.height() && info.width() == mask.width())) {
            throw new IllegalArgumentException(
                    "the mask has %d x %d pixels (width x height), and no picture has; the first has %d x %d. Draw the mask over one of the pictures"
                            .formatted(
                                    mask.width(),
                                    mask.height(),
                                    infos.get(0).width(),
                                    infos.get(0).height()));
        }
    }

    private static int median(IntStream values) {
        int[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Looks into some files that could hold colours. */
    private static boolean isColoured(List<Path> files, List<ImageInfo> infos) {
        int[] candidates = IntStream.range(0, files.size())
                .filter(i -> infos.get(i).channels() > 1)
                .toArray();
        int looked = Math.min(COLOUR_SAMPLES, candidates.length);
        for (int i = 0; i < looked; i++) {
            Path file = files.get(candidates[(int) ((long) i * candidates.length / looked)]);
            Optional<Image> image = read(file);
            if (image.isPresent() && isColoured(image.get())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Image> read(Path file) {
        try {
            return Optional.of(ImageFiles.read(file));
        } catch (IOException e) {
            // Reported when it is read for training.
            return Optional.empty();
        }
    }

    private static boolean isColoured(Image image) {
        if (image.channels() < 3) {
            return false;
        }
        float[] samples = image.toArray();
        int plane = image.height() * image.width();
        int coloured = 0;
        for (int i = 0; i < plane; i++) {
            float red = samples[i];
            float green = samples[plane + i];
            float blue = samples[2 * plane + i];
            float spread = Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
            coloured += spread > VISIBLE ? 1 : 0;
        }
        return coloured > COLOURED_SHARE * plane;
    }
}
