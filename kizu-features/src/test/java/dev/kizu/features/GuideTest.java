package dev.kizu.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.features.backbone.TinyBackbone;
import dev.kizu.features.train.SomePictures;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/features.md says can be compiled does what it says. */
class GuideTest {
    @TempDir
    private Path folder;

    private static String guide() throws IOException {
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.isRegularFile(path.resolve("docs/features.md"))) {
                return Files.readString(path.resolve("docs/features.md"));
            }
        }
        throw new AssertionError("docs/features.md is in no folder above the working folder");
    }

    private void compile() throws IOException {
        List<String> snippets = Pattern.compile("(?sm)^```java\n(.*?)^```")
                .matcher(guide())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(snippets).hasSize(1);
        List<String> imports = new ArrayList<>();
        List<String> body = new ArrayList<>();
        snippets.get(0).lines().forEach(line -> (line.startsWith("import ") ? imports : body).add(line));
        Path file = Files.writeString(
                folder.resolve("Snippet.java"),
                String.join("\n", imports)
                        + "\nclass Snippet {\npublic static void main(String[] args) throws Exception {\n"
                        + String.join("\n", body) + "\n}\n}\n");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    folder.toString());
            boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    @Test
    void theProgramOfTheGuideTrainsSavesLoadsAndInspects() throws Exception {
        TinyBackbone.write(folder.resolve("mobilenet_v2.onnx"));
        SomePictures.write(folder.resolve("bottles"), 6, true);
        ImageIO.write(
                SomePictures.picture(99, true, true),
                "png",
                folder.resolve("part.png").toFile());
        compile();

        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folder + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                        "Snippet")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        assertThat(Files.readString(out)).containsPattern("(?m)^anomalous, p-value 0[.,]143$");
        assertThat(folder.resolve("parts.onnx")).isNotEmptyFile();
    }
}
