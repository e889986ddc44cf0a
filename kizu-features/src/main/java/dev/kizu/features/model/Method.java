package dev.kizu.features.model;

/** How features of a picture are held against those of normal ones. */
public enum Method {
    /** A normal distribution for each position: Defard et al. 2020. */
    PADIM("padim", "PaDiM"),
    /** The nearest among features of normal pictures: Roth et al. 2021. */
    PATCHCORE("patchcore", "PatchCore");

    private final String id;
    private final String title;

    Method(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** The name used in options, files and JSON. */
    public String id() {
        return id;
    }

    /** The name used in headings. */
    public String title() {
        return title;
    }
}
