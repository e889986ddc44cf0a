package dev.kizu.report;

import dev.kizu.vae.WindowTerms;

/** The loss terms of a window, and their sum. */
enum Term {
    D("D", "D, the code’s cost"),
    A("A", "A, the complexity"),
    M("M", "M, the surprise"),
    ELBO("D + A + M", "Their sum, the ELBO");

    private final String symbol;
    private final String title;

    Term(String symbol, String title) {
        this.symbol = symbol;
        this.title = title;
    }

    String symbol() {
        return symbol;
    }

    String title() {
        return title;
    }

    /** The term of every window. */
    float[] of(WindowTerms terms) {
        return switch (this) {
            case D -> terms.kl();
            case A -> terms.logNormalizer();
            case M -> terms.mahalanobis();
            case ELBO -> elbo(terms);
        };
    }

    private static float[] elbo(WindowTerms terms) {
        float[] elbo = new float[terms.size()];
        for (int window = 0; window < elbo.length; window++) {
            elbo[window] = terms.elbo(window);
        }
        return elbo;
    }
}
