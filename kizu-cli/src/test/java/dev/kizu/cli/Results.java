package dev.kizu.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a folder of results. */
final class Results {
    private Results() {}

    /** All files, by name, without the times in them. */
    static Map<String, String> of(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Map<String, String> contents = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                String name = folder.relativize(file).toString();
                contents.put(name, withoutTimes(name, text));
            }
            return contents;
        }
    }

    private static String withoutTimes(String name, String text) {
        if (name.endsWith(".jsonl")) {
            return text.replaceAll("\"milliseconds\":[0-9.]+", "");
        }
        return name.endsWith(".csv") ? text.replaceAll(",[0-9.]+,([0-9a-f]{64},)", ",,$1") : text;
    }
}
