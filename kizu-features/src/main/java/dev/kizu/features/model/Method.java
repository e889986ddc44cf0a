package dev.kizu.features.model;

import java.util.List;

/** How features of a picture are held against those of normal ones. */
public enum Method {
    /** A normal distribution for each position: Defard et al. 2020. */
    PADIM("padim", "PaDiM"),
    /** The nearest among features of normal pictures: Roth et al. 2021. */
    PATCHCORE("patchcore", "PatchCore"),
    /** Both, on the same features. */
    ENSEMBLE("ensemble", "PaDiM and PatchCore"),
    /** Both and, beside the features, autoencoders of the pictures themselves. */
    ALL("all", "PaDiM, PatchCore and autoencoders");

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

    /** Those on features that it is made of; of one that stands alone, itself. */
    public List<Method> members() {
        return isEnsemble() ? List.of(PADIM, PATCHCORE) : List.of(this);
    }

    /** Whether it puts together what several say. */
    public boolean isEnsemble() {
        return this == ENSEMBLE || this == ALL;
    }

    /** Whether autoencoders are part of it. */
    public boolean withAutoencoders() {
        return this == ALL;
    }
}
