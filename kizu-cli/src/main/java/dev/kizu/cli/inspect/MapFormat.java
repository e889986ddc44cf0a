package dev.kizu.cli.inspect;

/** How anomaly maps are written. */
public enum MapFormat {
    /** A grey PNG of 16 bits; values below 0 and above its scale are cut off. */
    PNG,
    /** NumPy's format, with every value as it is. */
    NPY
}
