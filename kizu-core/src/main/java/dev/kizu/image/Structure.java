package dev.kizu.image;

import java.util.List;

/**
 * What the parts of a file say that its reader does not.
 *
 * @param orientation how the stored picture has to be turned
 * @param unusual whether the JDK's own reader of the format cannot read it
 * @param profiles places in the file where the JDK's own reader would find a colour profile, and convert every pixel by it
 */
record Structure(Orientation orientation, boolean unusual, List<Long> profiles) {
    static final Structure PLAIN = new Structure(Orientation.UPRIGHT, false);

    Structure {
        profiles = List.copyOf(profiles);
    }

    Structure(Orientation orientation, boolean unusual) {
        this(orientation, unusual, List.of());
    }
}
