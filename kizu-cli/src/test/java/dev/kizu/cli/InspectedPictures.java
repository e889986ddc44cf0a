package dev.kizu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small model, and four pictures to inspect by it: a good part, two scratched ones, and a file that is damaged. */
abstract class InspectedPictures {
    static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path shared;

    static Path model;

    @TempDir
    Path folder;

    Path pictures;
    Path out;

    @BeforeAll
    static void train() throws IOException {
        model = Parts.model(Parts.training(shared.resolve("good")), shared.resolve("parts.onnx"));
    }

    @BeforeEach
    void draw() throws IOException {
        pictures = folder.resolve("day 1");
        out = folder.resolve("results");
        Parts.write(pictures.resolve("a/part.png"), 100, false);
        Parts.write(pictures.resolve("b/part.png"), 101, true);
        Parts.write(pictures.resolve("b/teil, \"größer\" 傷.png"), 102, true);
        Files.write(pictures.resolve("c.png"), Arrays.copyOf(Parts.png(1, false, 64, 64), 700));
    }

    Outcome inspect(String... more) {
        return inspect(pictures, more);
    }

    Outcome inspect(Path path, String... more) {
        List<String> args =
                new ArrayList<>(List.of("inspect", model.toString(), path.toString(), "--out", out.toString(), "-q"));
        args.addAll(List.of(more));
        return Outcome.of(args.toArray(String[]::new));
    }

    List<JsonNode> lines() throws IOException {
        return Files.readString(out.resolve("results.jsonl"))
                .lines()
                .map(JSON::readTree)
                .toList();
    }

    String file(int line) throws IOException {
        return lines().get(line).get("file").asString();
    }
}
