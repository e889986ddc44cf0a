package dev.kizu.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kizu.image.Image;
import dev.kizu.nn.Parameter;
import dev.kizu.patch.PatchSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaeStructureTest {
    private static Vae vae(VaeStructure structure) {
        VaeNetwork network = new VaeNetwork(structure);
        return new Vae(network, Initializer.parameters(network, 3), Initializer.running(network));
    }

    /** What is foretold by arithmetic is what the network then has. */
    @ParameterizedTest
    @CsvSource({"8,8,1,2,16,2", "16,12,3,2,8,3", "2,6,1,1,5,1", "16,8,3,3,4,7", "32,64,2,4,3,2"})
    void theShapesAreThoseOfTheTensors(int height, int width, int channels, int depth, int filters, int latent) {
        VaeStructure structure = new VaeStructure(new PatchSpec(height, width, channels), depth, filters, latent, 0.1f);
        List<String> foretold = new ArrayList<>();
        structure.tensorShapes().forEach((name, shape) -> foretold.add(name + shape));

        List<String> found = new ArrayList<>();
        for (Parameter tensor : vae(structure).tensors()) {
            found.add(tensor.name() + tensor.shape());
        }

        assertThat(found).isEqualTo(foretold);
        assertThat(vae(structure).structure()).isEqualTo(structure);
    }

    @Test
    void aNetworkOfKnownValuesIsTheSame() {
        VaeStructure structure = new VaeStructure(new PatchSpec(8, 4, 3), 2, 5, 2, 0.01f);
        Vae vae = vae(structure);
        Vae same = Vae.of(structure, vae.values());
        Image image = Image.of(3, 8, 4, new float[3 * 8 * 4]);

        assertThat(same.values()).containsExactly(vae.values());
        assertThat(same.scanner(1).scan(List.of(image), 1, done -> {}).get(0).mahalanobis())
                .containsExactly(vae.scanner(1)
                        .scan(List.of(image), 1, done -> {})
                        .get(0)
                        .mahalanobis());
    }

    @Test
    void valuesThatAreNoneOfItsAreRefused() {
        VaeStructure structure = new VaeStructure(new PatchSpec(8, 4, 3), 2, 5, 2, 0.01f);
        float[] values = vae(structure).values();
        float[] infinite = values.clone();
        infinite[7] = Float.POSITIVE_INFINITY;
        float[] negative = values.clone();
        negative[negative.length - 1] = -1;

        assertThatThrownBy(() -> Vae.of(structure, Arrays.copyOf(values, values.length - 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has %d values, got %d", values.length, values.length - 1);
        assertThatThrownBy(() -> Vae.of(structure, infinite)).hasMessageContaining("encoder.0.weight holds Infinity");
        assertThatThrownBy(() -> Vae.of(structure, negative))
                .hasMessageContaining("head.norm.variance holds -1.0, expected finite numbers of at least 0");
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeAnythingIsBuilt() {
        VaeStructure structure =
                new VaeStructure(new PatchSpec(1 << 20, 1 << 20, 1), 1, Integer.MAX_VALUE, Integer.MAX_VALUE, 0);

        assertThatThrownBy(structure::tensorShapes)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too large");
    }
}
