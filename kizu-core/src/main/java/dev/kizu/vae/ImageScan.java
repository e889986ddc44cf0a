package dev.kizu.vae;

/**
 * One image, scanned closely. The array is shared, not copied: treat it as read-only.
 *
 * @param terms the terms of every window
 * @param pixelMap for every pixel, row by row, the mean M term over the windows and channels that cover it; 0 where none does
 */
public record ImageScan(WindowTerms terms, float[] pixelMap) {}
