package dev.kizu.report;

import java.util.Locale;

/**
 * What a page calls the two classes, so that it calls them the same everywhere.
 *
 * @param normal in lower case
 * @param anomalous in lower case
 */
record ClassNames(String normal, String anomalous) {
    /** Of images. */
    static final ClassNames IMAGES = new ClassNames("normal", "anomalous");

    /** Of parts. */
    static final ClassNames PARTS = new ClassNames("good", "defective");

    String normalTitle() {
        return title(normal);
    }

    String anomalousTitle() {
        return title(anomalous);
    }

    private static String title(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
