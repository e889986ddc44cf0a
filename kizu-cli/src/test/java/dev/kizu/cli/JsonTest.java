package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static ResultJson run(long seed, double elbo, double joint) {
        return new ResultJson(
                "robust",
                seed,
                "/data/w\u00e4rme",
                "1",
                "rest",
                new ResultJson.Train(1.5, 2000, 3, -12.5, 4000),
                new ResultJson.Scoring(0.5, 60, 7260, 14520),
                List.of(score("elbo", elbo), score("joint", joint)),
                new ResultJson.Paired(0.01, 0.2),
                "/out/index.html",
                null);
    }

    private static ResultJson.Score score(String name, double auroc) {
        return new ResultJson.Score(name, auroc, auroc - 0.01, auroc + 0.01, 0.8, 0.7);
    }

    private static String print(Record value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Json.print(value, new PrintStream(bytes, true, StandardCharsets.US_ASCII));
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void oneRunHasTheFieldsInTheirOrderOnOneLine() {
        assertThat(print(run(7, 0.5, 0.75)))
                .isEqualToIgnoringNewLines("{\"preset\":\"robust\",\"seed\":7,"
                        + "\"data\":\"/data/w\\u00E4rme\",\"normal\":\"1\",\"anomaly\":\"rest\","
                        + "\"train\":{\"seconds\":1.5,\"patches\":2000,\"epochs\":3,\"finalLoss\":-12.5,\"patchesPerSecond\":4000.0},"
                        + "\"scoring\":{\"seconds\":0.5,\"images\":60,\"windows\":7260,\"windowsPerSecond\":14520.0},"
                        + "\"scores\":[{\"name\":\"elbo\",\"auroc\":0.5,\"aurocLow\":0.49,\"aurocHigh\":0.51,"
                        + "\"averagePrecision\":0.8,\"f1Max\":0.7},"
                        + "{\"name\":\"joint\",\"auroc\":0.75,\"aurocLow\":0.74,\"aurocHigh\":0.76,"
                        + "\"averagePrecision\":0.8,\"f1Max\":0.7}],"
                        + "\"paired\":{\"difference\":0.01,\"pValue\":0.2},\"report\":\"/out/index.html\"}");
    }

    @Test
    void severalRunsComeWithMeanLeastAndLargestAuroc() {
        AurocSpread elbo = AurocSpread.of("elbo", 0.6, 0.7, 0.5);

        assertThat(elbo.mean()).isCloseTo(0.6, within(1e-12));
        assertThat(elbo.min()).isEqualTo(0.5);
        assertThat(elbo.max()).isEqualTo(0.7);
        assertThat(print(new SeedsJson(List.of(run(0, 0.5, 0.75)), List.of(new AurocSpread("elbo", 0.5, 0.25, 0.75)))))
                .startsWith("{\"runs\":[{\"preset\":")
                .endsWith("}],\"summary\":[{\"name\":\"elbo\",\"mean\":0.5,\"min\":0.25,\"max\":0.75}]}"
                        + System.lineSeparator());
    }
}
