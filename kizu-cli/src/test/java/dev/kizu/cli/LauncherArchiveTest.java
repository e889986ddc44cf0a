package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.cli.LauncherProject.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that the launcher has Java make, with JDKs that are scripts. {@link StartUpIT} does the same with a real one. */
class LauncherArchiveTest {
    /** Writes each half of an archive at a time, and otherwise prints its arguments; notes down what it was started for. */
    private static final String JAVA = """
            for argument; do
                case $argument in
                    -version) echo version >>'%1$s'; exit 1 ;;
                    -XX:ArchiveClassesAtExit=*)
                        echo archive >>'%1$s'
                        printf first >"${argument#*=}"
                        sleep 0.2
                        printf ' second' >>"${argument#*=}"
                        exit 0 ;;
                esac
            done
            echo run >>'%1$s'
            printf 'JAVA:'
            printf ' <%%s>' "$@"
            echo
            """;

    @TempDir
    private Path folder;

    private LauncherProject project;
    private Path beside;

    @BeforeEach
    void makeProject() throws IOException {
        project = new LauncherProject(folder);
        project.makeJar();
        beside = project.home.resolve("kizu-cli/target/archives");
        useJava("jdk 17", "17.0.15", JAVA);
    }

    private Path useJava(String name, String version, String body) throws IOException {
        Path jdk = folder.resolve(name);
        LauncherProject.script(jdk.resolve("bin/java"), body.formatted(folder.resolve("calls")));
        Files.writeString(jdk.resolve("release"), """
                IMPLEMENTOR="Someone"
                JAVA_RUNTIME_VERSION="%1$s+6"
                JAVA_VERSION="%1$s"
                MODULES="java.base java.logging jdk.incubator.vector"
                """.formatted(version));
        // The clock of the files does not matter, only which is newer.
        Files.setLastModifiedTime(jdk.resolve("release"), FileTime.from(Instant.EPOCH));
        project.environment.put("JAVA_HOME", jdk.toString());
        return jdk;
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    /** Whole, and perhaps half. */
    private static List<Path> archives(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".size"))
                    .toList();
        }
    }

    /** The option that a run was given. */
    private static String archive(Run run) {
        assertThat(run.exitCode()).isZero();
        assertThat(run.error()).isEmpty();
        return Stream.of(run.output().split("> <", -1))
                .filter(option -> option.startsWith("-XX:SharedArchiveFile="))
                .map(option -> option.substring(option.indexOf('=') + 1))
                .findFirst()
                .orElse("");
    }

    @Test
    void theFirstRunMakesAnArchiveAndEveryRunUsesIt() throws Exception {
        String first = archive(project.launch("demo"));
        String second = archive(project.launch("--version"));

        assertThat(Path.of(first)).hasContent("first second");
        assertThat(second).isEqualTo(first);
        assertThat(archives(beside)).extracting(Path::toRealPath).containsExactly(Path.of(first));
        assertThat(calls()).containsExactly("archive", "run", "run");
    }

    @Test
    void aJavaOnThePathIsNotStartedToAskForItsVersionEither() throws Exception {
        Path jdk = Path.of(project.environment.remove("JAVA_HOME"));
        Path alternatives = Files.createDirectories(folder.resolve("alternatives"));
        Files.createSymbolicLink(alternatives.resolve("java"), jdk.resolve("bin/java"));
        Files.createSymbolicLink(folder.resolve("bin/java"), alternatives.resolve("java"));

        assertThat(archive(project.launch("demo"))).isNotEmpty();
        assertThat(calls()).doesNotContain("version");
    }

    @Test
    void aRebuiltJarGetsANewArchive() throws Exception {
        Path archive = Path.of(archive(project.launch("demo")));
        Files.writeString(archive, "old");
        Instant later = Files.getLastModifiedTime(archive).toInstant().plusSeconds(5);
        Files.setLastModifiedTime(project.jar, FileTime.from(later));

        archive(project.launch("demo"));

        assertThat(archive).hasContent("first second");
        assertThat(calls()).containsExactly("archive", "run", "archive", "run");
    }

    @Test
    void anArchiveThatIsCutShortIsMadeAgain() throws Exception {
        Path archive = Path.of(archive(project.launch("demo")));
        Files.writeString(archive, "first");

        archive(project.launch("demo"));

        assertThat(archive).hasContent("first second");
        assertThat(calls()).containsExactly("archive", "run", "archive", "run");
    }

    @Test
    void anUpgradedJavaGetsANewArchive() throws Exception {
        String old = archive(project.launch("demo"));
        useJava("jdk 17", "17.0.16", JAVA);

        assertThat(archive(project.launch("demo"))).isNotEmpty().isNotEqualTo(old);
    }

    @Test
    void twoJavasInTurnKeepTheirArchives() throws Exception {
        String older = archive(project.launch("demo"));
        useJava("jdk 25", "25.0.3", JAVA);
        String newer = archive(project.launch("demo"));
        useJava("jdk 17", "17.0.15", JAVA);

        assertThat(archive(project.launch("demo"))).isEqualTo(older).isNotEqualTo(newer);
        assertThat(calls()).containsExactly("archive", "run", "archive", "run", "run");
    }

    @Test
    void whereNothingCanBeWrittenBesideTheJarTheArchiveIsInTheCacheFolder() throws Exception {
        Files.writeString(beside, "not a folder");
        Path cache = folder.resolve("cache");
        project.environment.put("XDG_CACHE_HOME", cache.toString());

        String archive = archive(project.launch("demo"));

        assertThat(archive).startsWith(cache + "/kizu/");
        assertThat(archive(project.launch("demo"))).isEqualTo(archive);
        assertThat(calls()).containsExactly("archive", "run", "run");
    }

    @Test
    void whereNothingCanBeWrittenAtAllItRunsWithoutAnArchive() throws Exception {
        Files.writeString(beside, "not a folder");
        project.environment.put("XDG_CACHE_HOME", beside.toString());

        assertThat(archive(project.launch("demo"))).isEmpty();
        assertThat(calls()).containsExactly("run");
    }

    @Test
    void aJavaThatCannotMakeAnArchiveIsAskedOnce() throws Exception {
        useJava("jdk 17", "17.0.15", JAVA.replace("exit 0", "echo 'no such option' >&2; exit 1"));

        assertThat(archive(project.launch("demo"))).isEmpty();
        assertThat(archive(project.launch("demo"))).isEmpty();
        assertThat(calls()).containsExactly("archive", "run", "run");
    }

    @Test
    void firstRunsAtTheSameTimeSeeAWholeArchiveOrNone() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(project.start(project.launcher, "out" + i, "demo"));
        }
        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("exit code").isZero();
        }

        assertThat(archives(beside))
                .singleElement()
                .satisfies(archive -> assertThat(archive).hasContent("first second"));
        for (int i = 0; i < 3; i++) {
            assertThat(folder.resolve("out" + i + ".err")).isEmptyFile();
        }
    }

    @Test
    void aRunThatIsStoppedWhileItMakesAnArchiveLeavesNone() throws Exception {
        useJava("jdk 17", "17.0.15", JAVA.replace("sleep 0.2", "sleep 2"));
        Process process = project.start(project.launcher, "out", "demo");
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!Files.exists(folder.resolve("calls"))) {
            assertThat(System.nanoTime()).as("time to start Java").isLessThan(deadline);
            Thread.sleep(10);
        }
        process.destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(archives(beside)).isEmpty();
    }

    @Test
    void whatIsAnsweredAtOnceDoesWithoutTheVectorModule() throws Exception {
        for (String question : List.of("--version", "-V", "--help", "-h", "help")) {
            assertThat(project.launch(question).output()).as(question).doesNotContain("--add-modules");
        }
        assertThat(project.launch().output()).doesNotContain("--add-modules");
        assertThat(project.launch("demo", "--help").output()).doesNotContain("--add-modules");
        assertThat(project.launch("demo", "--out", "-h --help").output()).contains("<--add-modules=");
    }

    @Test
    void aJavaThatIsTooOldIsNamedWithItsVersion() throws Exception {
        useJava("jdk 11", "11.0.2", JAVA);

        Run run = project.launch("demo");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.error()).contains("Java is missing", "jdk 11/bin/java is Java 11.");
    }
}
