package dev.kizu.features.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "imagenet",
                "-1..1",
                "0..1",
                "0..255",
                "bgr:0..255",
                "bgr:imagenet",
                "0.5,0.25,0.125/0.5,1.0,2.0",
                "bgr:0.1,0.2,0.3/0.01,0.02,0.03"
            })
    void whatItPrintsIsWhatItReads(String text) {
        Normalization read = Normalization.parse(text);

        assertThat(read).hasToString(text);
        assertThat(Normalization.parse(read.toString())).isEqualTo(read);
    }

    @Test
    void numbersThatHaveANamePrintAsIt() {
        assertThat(Normalization.parse("0.485, 0.456, 0.406 / 0.229, 0.224, 0.225"))
                .hasToString("imagenet");
    }

    @ParameterizedTest
    @CsvSource({"-1..1,-1,0,1", "0..1,0,0.5,1", "0..255,0,127.5,255", "imagenet,-2.117904,0.065502,2.248908"})
    void blackGreyAndWhiteBecomeWhatTheNameSays(String name, float black, float grey, float white) {
        Normalization normalization = Normalization.parse(name);

        assertThat(normalization.apply(0, 0)).isCloseTo(black, within(1e-5f));
        assertThat(normalization.apply(0, 0.5f)).isCloseTo(grey, within(1e-5f));
        assertThat(normalization.apply(0, 1)).isCloseTo(white, within(1e-4f));
    }

    @Test
    void meansAndDeviationsBelongToColoursAndNotToChannels() {
        Normalization normalization = Normalization.parse("bgr:0.1,0.2,0.3/1,1,1");

        assertThat(normalization.colour(0)).isEqualTo(2);
        assertThat(normalization.apply(0, 0.3f)).isZero();
        assertThat(normalization.apply(2, 0.1f)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "imagnet",
                "1,2,3",
                "1,2/1,2",
                "1,2,3/1,2,0",
                "1,2,3/1,2,-3",
                "NaN,0,0/1,1,1",
                "1,2,3/1,2,x",
                "rgb:0..1"
            })
    void anythingElseIsAnErrorThatTellsWhatIsTaken(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Normalization.parse(text))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining("imagenet, -1..1, 0..1, 0..255");
    }

    @Test
    void threeOfEachAreNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Normalization(List.of(0f), List.of(1f), false))
                .withMessageContaining("1 means and 1 deviations");
    }
}
