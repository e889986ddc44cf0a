package dev.kizu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {
    @Test
    void whatIsWrittenIsReadBackAndAnotherLibraryReadsTheSame() throws ModelFormatException {
        String awkward = "a\"b\\c/\n\t\u0001 \u00fcml\u00e4ut \u6f22 \ud83d\ude00 \ud800!";
        String json = new JsonWriter()
                .put("text", awkward)
                .put("long", Long.MIN_VALUE)
                .put("flag", true)
                .put("floats", new float[] {0.1f, -3e-30f})
                .put("inner", new JsonWriter().put("x", 1.5).putNull("y"))
                .put("infinite", Double.POSITIVE_INFINITY)
                .toString();

        Map<String, Object> read = Json.object(json);
        assertThat(read)
                .containsEntry("text", awkward)
                .containsEntry("flag", true)
                .containsEntry("infinite", null);
        assertThat(((JsonNumber) read.get("long")).asLong()).isEqualTo(Long.MIN_VALUE);
        assertThat((double[]) read.get("floats")).containsExactly(0.1, -3e-30);
        JsonNode other = JsonMapper.shared().readTree(json);
        assertThat(other.get("text").asString()).isEqualTo(awkward);
        assertThat(other.get("inner").get("x").asDouble()).isEqualTo(1.5);
        assertThat(other.get("inner").get("y").isNull()).isTrue();
    }

    @Test
    void numbersReadBackAsTheSameBitsInAsFewDigitsAsThatTakes() throws ModelFormatException {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            float single = Float.intBitsToFloat(random.nextInt());
            if (!Double.isFinite(value) || !Float.isFinite(single)) {
                continue;
            }
            String json = new JsonWriter().put("d", value).put("f", single).toString();
            Map<String, Object> read = Json.object(json);
            assertThat(((JsonNumber) read.get("d")).asDouble()).as(json).isEqualTo(value);
            assertThat((float) ((JsonNumber) read.get("f")).asDouble()).as(json).isEqualTo(single);
            assertThat(((JsonNumber) read.get("d")).text()).hasSizeLessThan(26);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.1,0.1",
        "0.3,0.3",
        "1,1",
        "-0.004,-0.004",
        "100000,100000",
        "1e23,1E+23",
        "0.001,0.001",
        "1e-7,1E-7",
        "0,0",
        "123456.75,123456.75",
        "4.9e-324,4.94065645841247E-324",
        "-36.5890214936677,-36.5890214936677"
    })
    void numbersLookAsPeopleWriteThem(double value, String text) {
        assertThat(new JsonWriter().put("x", value)).hasToString("{\"x\":" + text + "}");
    }

    @Test
    void floatsTakeNoMoreDigitsThanTheyNeed() {
        assertThat(new JsonWriter().put("x", new float[] {0.1f, 16777216f, 1 / 3f, 1e-7f}))
                .hasToString("{\"x\":[0.1,16777216,0.33333334,1E-7]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "null",
                "{",
                "{}x",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":+1}",
                "{\"a\":1e}",
                "{\"a\":-}",
                "{\"a\":NaN}",
                "{\"a\":tru}",
                "{\"a\":[1,]}",
                "{\"a\":[1,\"b\"]}",
                "{\"a\":[1 2]}",
                "{\"a\":[1",
                "{\"a\":\"b",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1,\"a\":2}",
                "\u0000{}",
                "{\"\u0000\":1}",
                "{\"a\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}",
                "{\"a\":11111111111111111111111111111111111111111111111111}"
            })
    void whatIsNoJsonOrTooMuchOfItIsRefused(String text) {
        assertThatThrownBy(() -> Json.object(text)).isInstanceOf(ModelFormatException.class);
    }

    @Test
    void tooManyValuesAreRefusedButNotTooManyNumbersInAList() throws ModelFormatException {
        String texts = "{\"a\":[" + "\"b\",".repeat(10_000) + "\"b\"]}";
        String numbers = "{\"a\":[" + "1,".repeat(99_999) + "1]}";

        assertThatThrownBy(() -> Json.object(texts)).hasMessageContaining("more than 10000 values");
        assertThat((double[]) Json.object(numbers).get("a")).hasSize(100_000);
    }

    @Test
    void spaceAndEveryKindOfValueAreUnderstood() throws ModelFormatException {
        Map<String, Object> read = Json.object(
                " { \"a\" : [ ] , \"b\" : { } , \"c\":[ -1.5e+3 , 2 ],\"d\":[true,false,null,\"x\"] , \"e\":\"\\u00e9\\/\\b\" }\r\n");

        assertThat(read.get("a")).isEqualTo(List.of());
        assertThat(read.get("b")).isEqualTo(Map.of());
        assertThat((double[]) read.get("c")).containsExactly(-1500, 2);
        assertThat((List<?>) read.get("d")).hasSize(4);
        assertThat(read.get("e")).isEqualTo("\u00e9/\b");
    }
}
