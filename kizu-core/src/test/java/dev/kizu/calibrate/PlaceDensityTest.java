package dev.kizu.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceDensityTest {
    private static final int IMAGES = 15;
    private static final int WINDOWS = 40;

    /** Three normal terms a window. */
    private static float[] draw(long seed) {
        float[] features = new float[JointModel.TERMS * WINDOWS];
        new CounterRandom(seed, "place").gaussians(0, features.length, features, 0, 1);
        return features;
    }

    private static JointModel places() {
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            images.add(draw(i));
        }
        return JointModel.fit(images);
    }

    @ParameterizedTest
    @ValueSource(floats = {1, 8, 30})
    void theFallIsThatOfStudentsDistribution(float freedom) {
        PlaceDensity density = new PlaceDensity(places(), freedom);
        float[] features = draw(99);
        for (int w = 0; w < WINDOWS; w++) {
            double squared = density.places().squaredDistance(features, w);
            double expected = -Math.log(Math.pow(1 + squared / freedom, -(freedom + 3) / 2));
            assertThat(density.fall(features, w)).isCloseTo(expected, within(1e-9 * Math.max(1, expected)));
        }
    }

    @Test
    void withInfiniteFreedomItIsTheNormalDistribution() {
        PlaceDensity normal = new PlaceDensity(places(), Float.POSITIVE_INFINITY);
        PlaceDensity nearly = new PlaceDensity(places(), 1e7f);
        float[] features = draw(99);
        for (int w = 0; w < WINDOWS; w++) {
            assertThat(normal.fall(features, w)).isEqualTo(normal.places().squaredDistance(features, w) / 2);
            assertThat(nearly.fall(features, w)).isCloseTo(normal.fall(features, w), within(1e-3));
        }
    }

    @Test
    void farOutTenTimesTheDistanceIsNotAHundredTimesTheScore() {
        PlaceDensity density = PlaceDensity.of(places());
        float[] features = draw(99);
        float[] further = features.clone();
        for (int i = 0; i < features.length; i++) {
            features[i] *= 100;
            further[i] *= 1000;
        }
        for (int w = 0; w < WINDOWS; w++) {
            double step = density.fall(further, w) - density.fall(features, w);
            assertThat(step).isCloseTo((PlaceDensity.FREEDOM + 3) * Math.log(10), within(0.5));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -1, Float.NaN})
    void noFreedomIsRefused(float freedom) {
        assertThatThrownBy(() -> new PlaceDensity(places(), freedom))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("degrees of freedom, expected more than 0");
    }
}
