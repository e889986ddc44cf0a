package dev.kizu.image;

/**
 * What the parts of a file say that its reader does not.
 *
 * @param orientation how the stored picture has to be turned
 * @param unusual whether the JDK's own reader of the format cannot read it
 */
record Structure(Orientation orientation, boolean unusual) {
    static final Structure PLAIN = new Structure(Orientation.UPRIGHT, false);
}
