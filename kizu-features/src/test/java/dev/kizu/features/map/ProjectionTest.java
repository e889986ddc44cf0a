package dev.kizu.features.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.kizu.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    private static final List<LayerShape> LAYERS = List.of(
            new LayerShape(5, 8, 12), new LayerShape(7, 4, 6), new LayerShape(3, 3, 5), new LayerShape(2, 1, 1));
    private static final int CHANNELS = 17;

    @Test
    void projectingEachLayerEqualsProjectingTheConcatenationOfUpsampledLayers() {
        for (int pool : new int[] {1, 3, 5}) {
            for (int dimensions : new int[] {1, 3, 16, 0}) {
                Projection projection = Projection.random(LAYERS, dimensions, 8, 12, pool, 7);
                List<float[]> layers = random(LAYERS, 11);

                FeatureMap map = projection.apply(layers);

                double[][] expected = literal(projection, layers, pool);
                assertThat(map.dimensions()).isEqualTo(dimensions == 0 ? CHANNELS : dimensions);
                for (int i = 0; i < map.dimensions(); i++) {
                    for (int position = 0; position < 96; position++) {
                        assertThat((double) map.get(i, position))
                                .as("pool %d, %d dimensions, dimension %d, position %d", pool, dimensions, i, position)
                                .isCloseTo(expected[i][position], offset(1e-5));
                    }
                }
            }
        }
    }

    @Test
    void allDimensionsAreTheChannelsAsTheyAre() {
        List<LayerShape> shapes = List.of(new LayerShape(2, 3, 5), new LayerShape(1, 3, 5));
        List<float[]> layers = random(shapes, 3);
        FeatureMap map = Projection.random(shapes, 99, 3, 5, 1, 1).apply(layers);

        assertThat(map.dimensions()).isEqualTo(3);
        for (int position = 0; position < 15; position++) {
            assertThat(map.get(0, position)).isEqualTo(layers.get(0)[position]);
            assertThat(map.get(1, position)).isEqualTo(layers.get(0)[15 + position]);
            assertThat(map.get(2, position)).isEqualTo(layers.get(1)[position]);
        }
    }

    @Test
    void interpolatesBetweenCellCentresLikeResizeWithHalfPixels() {
        // Twice as wide: centres lie at -0.25, 0.25, 0.75, 1.25 of the cells.
        Projection projection = Projection.random(List.of(new LayerShape(1, 1, 2)), 0, 1, 4, 1, 1);
        FeatureMap map = projection.apply(List.of(new float[] {0, 4}));

        assertThat(new float[] {map.get(0, 0), map.get(0, 1), map.get(0, 2), map.get(0, 3)})
                .containsExactly(0, 1, 3, 4);
    }

    @Test
    void neighbourhoodsAtTheBorderDivideByTheirWholeSize() {
        Projection projection = Projection.random(List.of(new LayerShape(1, 3, 3)), 0, 3, 3, 3, 1);
        FeatureMap map = projection.apply(List.of(new float[] {9, 9, 9, 9, 9, 9, 9, 9, 9}));

        assertThat(map.get(0, 4)).isEqualTo(9);
        assertThat(map.get(0, 1)).isEqualTo(6);
        assertThat(map.get(0, 0)).isEqualTo(4);
    }

    @Test
    void rowsAreOrthonormalOverAllLayers() {
        Projection projection = Projection.random(LAYERS, 16, 8, 12, 1, 5);
        for (int a = 0; a < 16; a++) {
            for (int b = 0; b <= a; b++) {
                double product = 0;
                for (int layer = 0; layer < LAYERS.size(); layer++) {
                    int channels = LAYERS.get(layer).channels();
                    for (int i = 0; i < channels; i++) {
                        product += (double) projection.matrix(layer)[a * channels + i]
                                * projection.matrix(layer)[b * channels + i];
                    }
                }
                assertThat(product).isCloseTo(a == b ? 1 : 0, offset(1e-6));
            }
        }
    }

    @Test
    void sameSeedGivesTheSameMatrixAndAnotherSeedAnother() {
        float[] first = Projection.random(LAYERS, 4, 8, 12, 1, 5).matrix(1);
        assertThat(Projection.random(LAYERS, 4, 8, 12, 1, 5).matrix(1)).containsExactly(first);
        assertThat(Projection.random(LAYERS, 4, 8, 12, 1, 6).matrix(1)).isNotEqualTo(first);
    }

    @Test
    void matricesMakeTheSameProjectionAgain() {
        Projection drawn = Projection.random(LAYERS, 4, 8, 12, 3, 5);
        List<float[]> matrices = new ArrayList<>();
        for (int i = 0; i < LAYERS.size(); i++) {
            matrices.add(drawn.matrix(i));
        }
        List<float[]> layers = random(LAYERS, 2);
        FeatureMap again = Projection.of(LAYERS, 4, 8, 12, 3, matrices).apply(layers);
        assertThat(again.values()).containsExactly(drawn.apply(layers).values());
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> Projection.random(LAYERS, 4, 8, 11, 1, 1))
                .hasMessageContaining("8 x 12 positions is finer than the grid of 8 x 11");
        assertThatThrownBy(() -> Projection.random(LAYERS, 4, 8, 12, 2, 1)).hasMessageContaining("odd");
        assertThatThrownBy(() -> Projection.random(LAYERS, 4, 8, 12, 1, 1).apply(List.of(new float[3])))
                .hasMessageContaining("values of 1 layers, expected 4");
        assertThatThrownBy(() -> Projection.of(LAYERS, 4, 8, 12, 1, List.of(new float[3])))
                .hasMessageContaining("1 matrices");
    }

    private static List<float[]> random(List<LayerShape> shapes, long seed) {
        CounterRandom random = new CounterRandom(seed, "test layers");
        List<float[]> layers = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            float[] values = new float[shapes.get(i).size()];
            random.gaussians(i, values.length, values, 0, 1);
            layers.add(values);
        }
        return layers;
    }

    /** Means of neighbourhoods, then upsampling, then one matrix over the concatenation. */
    private static double[][] literal(Projection projection, List<float[]> layers, int pool) {
        int rows = projection.rows();
        int columns = projection.columns();
        double[][] result = new double[projection.dimensions()][rows * columns];
        for (int l = 0; l < layers.size(); l++) {
            LayerShape shape = projection.layers().get(l);
            for (int c = 0; c < shape.channels(); c++) {
                double[][] plane = pooled(layers.get(l), c, shape, pool);
                for (int row = 0; row < rows; row++) {
                    for (int column = 0; column < columns; column++) {
                        double value = at(
                                plane,
                                (row + 0.5) * shape.rows() / rows - 0.5,
                                (column + 0.5) * shape.columns() / columns - 0.5);
                        for (int i = 0; i < result.length; i++) {
                            result[i][row * columns + column] += projection.matrix(l)[i * shape.channels() + c] * value;
                        }
                    }
                }
            }
        }
        return result;
    }

    private static double[][] pooled(float[] values, int channel, LayerShape shape, int pool) {
        double[][] plane = new double[shape.rows()][shape.columns()];
        for (int row = 0; row < shape.rows(); row++) {
            for (int column = 0; column < shape.columns(); column++) {
                for (int y = row - pool / 2; y <= row + pool / 2; y++) {
                    for (int x = column - pool / 2; x <= column + pool / 2; x++) {
                        if (y >= 0 && y < shape.rows() && x >= 0 && x < shape.columns()) {
                            plane[row][column] +=
                                    values[(channel * shape.rows() + y) * shape.columns() + x] / (double) (pool * pool);
                        }
                    }
                }
            }
        }
        return plane;
    }

    private static double at(double[][] plane, double row, double column) {
        double y = Math.min(Math.max(row, 0), plane.length - 1);
        double x = Math.min(Math.max(column, 0), plane[0].length - 1);
        int y0 = (int) y;
        int x0 = (int) x;
        int y1 = Math.min(y0 + 1, plane.length - 1);
        int x1 = Math.min(x0 + 1, plane[0].length - 1);
        return (1 - (y - y0)) * ((1 - (x - x0)) * plane[y0][x0] + (x - x0) * plane[y0][x1])
                + (y - y0) * ((1 - (x - x0)) * plane[y1][x0] + (x - x0) * plane[y1][x1]);
    }
}
