package dev.kizu.report;

/**
 * The colours of heatmaps: from dark violet over red and orange to light yellow, 256 steps. Lightness rises evenly in the
 * Oklab colour space (B. Ottosson, 2020), so that equal steps in score look equal, also to colour-blind eyes and in grey
 * print; chroma is as large as the screen's colours allow, up to a limit.
 */
final class ColorMap {
    private static final int STEPS = 256;
    private static final int[] COLORS = new int[STEPS];

    static {
        for (int i = 0; i < STEPS; i++) {
            double share = i / (STEPS - 1.0);
            double lightness = 0.22 + 0.68 * share;
            double hue = Math.toRadians(290 + 165 * share);
            double chroma = 0.19;
            while (!displayable(lightness, chroma, hue)) {
                chroma -= 0.002;
            }
            COLORS[i] = rgb(lightness, chroma, hue);
        }
    }

    private ColorMap() {}

    /** The colour {@code 0xRRGGBB} of a share in [0, 1]; shares beyond have the colour of the end. */
    static int color(double share) {
        return COLORS[(int) Math.round(Math.min(1, Math.max(0, share)) * (STEPS - 1))];
    }

    /** The colours from low to high as a CSS gradient. */
    static String cssGradient() {
        StringBuilder css = new StringBuilder("linear-gradient(to right");
        for (int i = 0; i <= 16; i++) {
            css.append(", #").append("%06x".formatted(color(i / 16.0)));
        }
        return css.append(')').toString();
    }

    private static boolean displayable(double lightness, double chroma, double hue) {
        for (double value : linear(lightness, chroma, hue)) {
            if (value < 0 || value > 1) {
                return false;
            }
        }
        return true;
    }

    private static int rgb(double lightness, double chroma, double hue) {
        int color = 0;
        for (double value : linear(lightness, chroma, hue)) {
            double gamma = value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055;
            color = color << 8 | (int) Math.round(255 * gamma);
        }
        return color;
    }

    private static double[] linear(double lightness, double chroma, double hue) {
        double a = chroma * Math.cos(hue);
        double b = chroma * Math.sin(hue);
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new double[] {
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        };
    }

    private static double cube(double value) {
        return value * value * value;
    }
}
