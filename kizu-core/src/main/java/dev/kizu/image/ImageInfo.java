package dev.kizu.image;

/**
 * What an image file's header says.
 *
 * @param height rows of the upright picture
 * @param width columns of the upright picture
 * @param channels 1 for grey, 3 for colour: those of {@link ImageFiles#read(java.nio.file.Path)}
 * @param bits of a sample: 16 or, where samples have 8 or fewer or are looked up in a palette, 8
 */
public record ImageInfo(int height, int width, int channels, int bits) {}
