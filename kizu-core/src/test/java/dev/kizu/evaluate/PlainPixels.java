package dev.kizu.evaluate;

import dev.kizu.flaw.ConnectedRegions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Pixel figures by their definitions, with all pixels in memory. */
final class PlainPixels {
    private record Pixel(float score, int region) {}

    private final List<Pixel> pixels = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();

    void add(float[] map, boolean[] truth, boolean[] counted, int height, int width) {
        ConnectedRegions regions = ConnectedRegions.of(truth, height, width);
        int before = sizes.size();
        for (int i = 0; i < regions.count(); i++) {
            sizes.add(0);
        }
        for (int i = 0; i < map.length; i++) {
            if (counted[i]) {
                int region = regions.labels()[i] == 0 ? -1 : before + regions.labels()[i] - 1;
                pixels.add(new Pixel(map[i] + 0f, region));
                if (region >= 0) {
                    sizes.set(region, sizes.get(region) + 1);
                }
            }
        }
    }

    /** AUROC, average precision, AUPRO up to 0.3 and up to 0.05. */
    double[] figures() {
        pixels.sort(Comparator.comparing(Pixel::score).reversed());
        double normal = pixels.stream().filter(pixel -> pixel.region() < 0).count();
        double anomalous = pixels.size() - normal;
        double regions = sizes.stream().filter(size -> size > 0).count();
        List<double[]> roc = new ArrayList<>(List.of(new double[2]));
        List<double[]> pro = new ArrayList<>(List.of(new double[2]));
        double precision = 0;
        double falsePositives = 0;
        double hits = 0;
        double overlap = 0;
        for (int i = 0; i < pixels.size(); ) {
            float score = pixels.get(i).score();
            double before = hits;
            for (; i < pixels.size() && pixels.get(i).score() == score; i++) {
                int region = pixels.get(i).region();
                falsePositives += region < 0 ? 1 : 0;
                hits += region < 0 ? 0 : 1;
                overlap += region < 0 ? 0 : 1.0 / sizes.get(region);
            }
            precision += (hits - before) / anomalous * (hits / (hits + falsePositives));
            roc.add(new double[] {falsePositives / normal, hits / anomalous});
            pro.add(new double[] {falsePositives / normal, overlap / regions});
        }
        return new double[] {area(roc, 1), precision, area(pro, 0.3) / 0.3, area(pro, 0.05) / 0.05};
    }

    /** Trapezoids up to a limit, at which the curve is interpolated. */
    private static double area(List<double[]> curve, double limit) {
        double area = 0;
        for (int i = 1; i < curve.size(); i++) {
            double[] from = curve.get(i - 1);
            double[] to = curve.get(i);
            if (to[0] <= limit) {
                area += (to[0] - from[0]) * (to[1] + from[1]) / 2;
            } else {
                double end = from[1] + (to[1] - from[1]) * (limit - from[0]) / (to[0] - from[0]);
                return area + (limit - from[0]) * (from[1] + end) / 2;
            }
        }
        return area;
    }
}
