package dev.kizu.dataset;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where an operating system wants caches to be. */
final class CacheFolder {
    private CacheFolder() {}

    static Path of(String system, Map<String, String> environment, Path home) {
        String lower = system.toLowerCase(Locale.ROOT);
        if (lower.startsWith("windows")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            return (local.isBlank() ? home.resolve("AppData").resolve("Local") : Path.of(local)).resolve("kizu");
        }
        if (lower.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches").resolve("kizu");
        }
        // The XDG Base Directory Specification says to ignore relative paths.
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (cache.startsWith("/") ? Path.of(cache) : home.resolve(".cache")).resolve("kizu");
    }
}
