package dev.kizu.model;

/**
 * A number as it is written.
 *
 * @param text a JSON number
 */
record JsonNumber(String text) {
    double asDouble() {
        return Double.parseDouble(text);
    }

    /**
     * The number without loss.
     *
     * @throws NumberFormatException if it is not whole or has more than 64 bits
     */
    long asLong() {
        return Long.parseLong(text);
    }
}
