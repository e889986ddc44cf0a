package dev.kizu.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a picture of any size becomes the image that a model looks at: cut to a region, made grey or coloured, and resized. Where pictures have
 * another shape than the working size they are stretched to it.
 *
 * @param channels 1 for grey, 3 for red, green, blue
 * @param height rows of the working size, at least 1
 * @param width columns of the working size, at least 1
 * @param region the part of a picture that is looked at; null for all of it
 * @param mask which pixels of the working size count; null for all
 */
public record Preparation(
        int channels,
        int height,
        int width,
        @Nullable Region region,
        @Nullable Mask mask) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of range, or the mask has another size or excludes every pixel
     */
    public Preparation {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("images have 1 channel (grey) or 3 (colour), got " + channels);
        }
        Image.checkDimensions(channels, height, width);
        if (mask != null && (mask.height() != height || mask.width() != width)) {
            throw new IllegalArgumentException(
                    "the mask has %d x %d pixels (width x height), the working size is %d x %d"
                            .formatted(mask.width(), mask.height(), width, height));
        }
        if (mask != null && mask.count() == 0) {
            throw new IllegalArgumentException("the mask excludes every pixel; white pixels are those that count");
        }
    }

    /**
     * A copy with a mask that was drawn over whole pictures.
     *
     * @param mask of a picture's size, before it is cut to the region; null for none
     * @throws IllegalArgumentException if the region is not within it, or no pixel is left
     */
    public Preparation withPictureMask(@Nullable Mask mask) {
        if (mask == null) {
            return new Preparation(channels, height, width, region, null);
        }
        Mask cut = region == null ? mask : mask.crop(region);
        return new Preparation(channels, height, width, region, cut.resize(height, width));
    }

    /**
     * Prepares a picture.
     *
     * @return an image of the working size
     * @throws IllegalArgumentException if the region is not within the picture
     */
    public Image apply(Image picture) {
        Image cut = region == null ? picture : picture.crop(region);
        return Resampling.resize(cut.withChannels(channels), height, width);
    }

    /** Which pixels of the working size count, row by row; a copy. */
    public boolean[] inside() {
        if (mask != null) {
            return mask.toArray();
        }
        boolean[] all = new boolean[height * width];
        Arrays.fill(all, true);
        return all;
    }
}
