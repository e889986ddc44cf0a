package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with the packaged jar and a real Java, as a user has them: the archive of classes, and what may be wrong with it. */
class StartUpIT {
    /** Where the archive is made that most tests start from. */
    @TempDir
    private static Path shared;

    private static Path archive;
    private static byte[] whole;
    private static byte[] size;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeArchive() throws Exception {
        assumeFalse(File.separatorChar == '\\', "the launcher for Windows is kizu.bat, which this test does not run");
        install(shared);
        assertVersion(launch(shared, List.of(), "--version"));
        archive = archives(shared.resolve("kizu-cli/target")).get(0);
        whole = Files.readAllBytes(archive);
        size = Files.readAllBytes(Path.of(archive + ".size"));
    }

    @AfterEach
    void restoreArchive() throws IOException {
        write(archive, whole);
        Files.write(Path.of(archive + ".size"), size);
    }

    /** The launcher and the jar, without sources. */
    private static void install(Path home) throws IOException {
        Files.createDirectories(home.resolve("kizu-cli/target"));
        Files.copy(JarOutcome.JAR, home.resolve("kizu-cli/target/kizu.jar"));
        Files.copy(LauncherProject.ofThisCheckout(), home.resolve("kizu"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    /**
     * Runs the launcher.
     *
     * @param environment what comes before the command: words for {@code env}
     */
    private static Outcome launch(Path home, List<String> environment, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/env", "JAVA_HOME=" + System.getProperty("java.home")));
        command.addAll(environment);
        command.add(home.resolve("kizu").toString());
        command.addAll(Arrays.asList(args));
        return JarOutcome.run(home, command);
    }

    private static List<Path> archives(Path within) throws IOException {
        try (Stream<Path> files = Files.walk(within)) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toString().matches(".*\\.jsa(\\.\\d+)?"))
                    .toList();
        }
    }

    private static void write(Path archive, byte[] bytes) throws IOException {
        // Java leaves it read-only.
        Files.deleteIfExists(archive);
        Files.write(archive, bytes);
    }

    private static void assertVersion(Outcome outcome) {
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith("kizu ").hasLineCount(2);
    }

    private static boolean usesArchive(Path home, String... environment) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(Arrays.asList(environment));
        words.add("KIZU_JAVA_OPTS=-Xlog:class+load");
        return launch(home, words, "--version").out().contains("dev.kizu.cli.Main source: shared objects file");
    }

    @Test
    void kizusClassesComeFromTheArchive() throws Exception {
        assertThat(usesArchive(shared)).isTrue();
        assertThat(launch(shared, List.of("KIZU_JAVA_OPTS=-Xlog:class+load"), "help", "experiment")
                        .out())
                .contains("dev.kizu.cli.ExperimentCommand source: shared objects file");
    }

    @Test
    void anArchiveThatIsCutShortIsMadeAgain() throws Exception {
        write(archive, Arrays.copyOf(whole, whole.length / 2));

        assertVersion(launch(shared, List.of(), "--version"));

        assertThat(usesArchive(shared)).isTrue();
    }

    @Test
    void anArchiveThatIsNoneIsPassedOverInSilence() throws Exception {
        byte[] noise = new byte[whole.length];
        new Random(1).nextBytes(noise);
        write(archive, noise);

        assertVersion(launch(shared, List.of(), "--version"));
        assertThat(usesArchive(shared)).isFalse();
    }

    @Test
    void anArchiveOfAnotherJarIsPassedOverInSilence() throws Exception {
        Path jar = shared.resolve("kizu-cli/target/kizu.jar");
        FileTime built = Files.getLastModifiedTime(jar);
        try {
            Files.setLastModifiedTime(jar, FileTime.from(built.toInstant().minusSeconds(60)));

            assertVersion(launch(shared, List.of(), "--version"));
            assertThat(usesArchive(shared)).isFalse();
        } finally {
            Files.setLastModifiedTime(jar, built);
        }
    }

    @Test
    void aRebuiltJarGetsANewArchive() throws Exception {
        install(folder);
        Path jar = folder.resolve("kizu-cli/target/kizu.jar");
        assertVersion(launch(folder, List.of(), "--version"));
        Instant later = Files.getLastModifiedTime(archives(folder).get(0)).toInstant();
        Files.setLastModifiedTime(jar, FileTime.from(later.plusMillis(10)));

        assertVersion(launch(folder, List.of(), "--version"));

        assertThat(archives(folder)).hasSize(1);
        assertThat(usesArchive(folder)).isTrue();
    }

    @Test
    void twoFirstRunsAtOnceBothRun() throws Exception {
        install(folder);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<Outcome> run = () -> launch(folder, List.of(), "--version");
            for (Future<Outcome> outcome : threads.invokeAll(List.of(run, run))) {
                assertVersion(outcome.get());
            }
        } finally {
            threads.shutdown();
        }

        assertThat(archives(folder)).hasSize(1);
        assertThat(usesArchive(folder)).isTrue();
    }

    @Test
    void aReadOnlyCheckoutHasItsArchiveInTheUsersCacheFolder() throws Exception {
        install(folder);
        Path cache = Files.createDirectory(folder.resolve("cache"));
        Path target = folder.resolve("kizu-cli/target");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
        List<String> words = new ArrayList<>(List.of("XDG_CACHE_HOME=" + cache));
        if (Files.isWritable(target)) {
            // To root everything is writable.
            assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "no program to run as another user than root");
            words.addAll(List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        try {
            assertVersion(launch(folder, words, "--version"));

            assertThat(archives(target)).isEmpty();
            assertThat(archives(cache)).hasSize(1);
            words.add(0, "KIZU_JAVA_OPTS=-Xlog:class+load");
            assertThat(launch(folder, words, "--version").out())
                    .contains("dev.kizu.cli.Main source: shared objects file");
        } finally {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
