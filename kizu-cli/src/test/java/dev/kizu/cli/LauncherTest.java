package dev.kizu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

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
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher script in a small project, with a PATH that holds only the {@code java} and {@code mvn} of the test. */
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "cat", "dirname", "find", "mkdir", "mv", "readlink", "rm", "sed", "sleep", "tail", "touch", "uname");
    private static final String JAVA_17 = javaThatSays("openjdk version \"17.0.15\" 2025-04-15");
    /** Builds a jar that says which build made it. */
    private static final String MAVEN = mavenThat("echo build >> builds && echo jar > kizu-cli/target/kizu.jar");

    /** Java itself cannot name such files where the locale is not UTF-8. */
    private static final String NOT_ASCII = "UTF-8".equals(System.getProperty("sun.jnu.encoding")) ? "傷" : "flaw";

    @TempDir
    Path folder;

    private Path project;
    private Path bin;
    private Path jar;
    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void makeProject() throws IOException {
        assumeFalse(File.separatorChar == '\\', "the launcher for Windows is kizu.bat, which this test does not run");
        project = folder.resolve("a project, " + NOT_ASCII);
        bin = Files.createDirectories(folder.resolve("bin"));
        jar = project.resolve("kizu-cli/target/kizu.jar");
        Files.createDirectories(project.resolve("kizu-cli/src/main"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Files.writeString(project.resolve("kizu-cli/pom.xml"), "<project/>");
        Files.writeString(project.resolve("kizu-cli/src/main/Main.java"), "class Main {}");
        Files.copy(launcher(), project.resolve("kizu"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String tool : TOOLS) {
            command(tool, "exec " + onRealPath(tool) + " \"$@\"");
        }
    }

    @Test
    void missingJavaIsNamedWithWhatToDo() throws Exception {
        Run run = launch(project.resolve("kizu"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.error()).contains("Java is missing", "Java 17 or newer", "Install a JDK");
        assertThat(run.output()).isEmpty();
    }

    @Test
    void oldJavaIsNamedWithItsVersion() throws Exception {
        command("java", javaThatSays("java version \"1.8.0_392\""));

        Run run = launch(project.resolve("kizu"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.error()).contains("Java is too old", "Java 17 or newer", "is Java 8.");
    }

    @Test
    void javaHomeComesBeforePath() throws Exception {
        command("java", JAVA_17);
        Path home = Files.createDirectories(folder.resolve("jdk 25"));
        script(
                home.resolve("bin/java"),
                javaThatSays("openjdk version \"25-ea\" 2025-09-16").replace("JAVA:", "JAVA 25:"));
        environment.put("JAVA_HOME", home.toString());
        makeJar();

        assertThat(launch(project.resolve("kizu")).output()).startsWith("JAVA 25:");
    }

    @Test
    void javaHomeThatIsTooOldGivesWayToPath() throws Exception {
        command("java", JAVA_17);
        Path home = Files.createDirectories(folder.resolve("jdk 11"));
        script(home.resolve("bin/java"), javaThatSays("openjdk version \"11.0.2\" 2019-01-15"));
        environment.put("JAVA_HOME", home.toString());
        makeJar();

        assertThat(launch(project.resolve("kizu")).output()).startsWith("JAVA:");
    }

    @Test
    void javaWithoutTheVectorModuleRunsWithoutIt() throws Exception {
        command(
                "java",
                "case $1 in --add-modules=*) echo 'Module jdk.incubator.vector not found'; exit 1 ;; esac\n" + JAVA_17);
        makeJar();

        Run run = launch(project.resolve("kizu"));

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).contains("<-jar>").doesNotContain("--add-modules");
    }

    @Test
    void chatterBeforeTheVersionDoesNotConfuse() throws Exception {
        command("java", "echo 'Picked up JAVA_TOOL_OPTIONS: -Dx=\"8\"' >&2\n" + JAVA_17);
        makeJar();

        assertThat(launch(project.resolve("kizu")).exitCode()).isZero();
    }

    @Test
    void missingMavenIsNamedWithWhatToDo() throws Exception {
        command("java", JAVA_17);

        Run run = launch(project.resolve("kizu"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.error()).contains("Maven is missing", "Maven 3.8 or newer", "put mvn on the PATH");
    }

    @Test
    void oldMavenIsNamedWithItsVersion() throws Exception {
        command("java", JAVA_17);
        command("mvn", MAVEN.replace("Maven 3.8.7", "Maven 3.6.3"));

        Run run = launch(project.resolve("kizu"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.error()).contains("Maven is too old", "is Maven 3.6.");
    }

    @Test
    void javaWithoutACompilerCannotBuild() throws Exception {
        command("java", "[ \"$1\" = --describe-module ] && exit 1\n" + JAVA_17);
        command("mvn", MAVEN);

        Run run = launch(project.resolve("kizu"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.error()).contains("no compiler", "Install a JDK");
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        command("java", JAVA_17);
        makeJar();

        Run run = launch(project.resolve("kizu"), "demo", "--out", "a b  c", "", "*", "$HOME", NOT_ASCII + "\"'\\");

        assertThat(run.output().strip())
                .endsWith("<" + jar.toRealPath() + "> <demo> <--out> <a b  c> <> <*> <$HOME> <" + NOT_ASCII + "\"'\\>");
    }

    @Test
    void extraOptionsGoToTheVirtualMachine() throws Exception {
        command("java", JAVA_17);
        makeJar();
        environment.put("JAVA_OPTS", "-Xmx1g -Da=b");
        environment.put("KIZU_JAVA_OPTS", "-Dc=d");

        assertThat(launch(project.resolve("kizu")).output()).contains("<-Xmx1g> <-Da=b> <-Dc=d> <-jar>");
    }

    @Test
    void theProgramsExitCodeIsTheLaunchers() throws Exception {
        command("java", JAVA_17 + "exit 42\n");
        makeJar();

        assertThat(launch(project.resolve("kizu")).exitCode()).isEqualTo(42);
    }

    @Test
    void symbolicLinksLeadToTheProject() throws Exception {
        command("java", JAVA_17);
        makeJar();
        Path link = Files.createDirectories(folder.resolve("links")).resolve("kizu");
        Files.createSymbolicLink(folder.resolve("other"), Path.of("a project, " + NOT_ASCII + "/kizu"));
        Files.createSymbolicLink(link, Path.of("../other"));

        assertThat(launch(link).output()).contains("<" + jar.toRealPath() + ">");
    }

    @Test
    void firstRunBuildsAndTellsSoOnStandardErrorOnly() throws Exception {
        command("java", JAVA_17);
        command("mvn", "echo noise; echo noise >&2\n" + MAVEN);

        Run run = launch(project.resolve("kizu"), "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).startsWith("JAVA:").doesNotContain("noise");
        assertThat(run.error().lines()).singleElement().asString().contains("building", "about a minute");
        assertThat(project.resolve("kizu-cli/target")).isDirectoryNotContaining("glob:**.lock*");
    }

    @Test
    void freshJarIsNotBuiltAgain() throws Exception {
        command("java", JAVA_17);
        command("mvn", MAVEN);

        launch(project.resolve("kizu"));
        launch(project.resolve("kizu"));

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void jarOlderThanASourceIsBuiltAgain() throws Exception {
        command("java", JAVA_17);
        command("mvn", MAVEN);
        makeJar();
        Instant later = Files.getLastModifiedTime(jar).toInstant().plusSeconds(5);
        Files.setLastModifiedTime(project.resolve("kizu-cli/src/main/Main.java"), FileTime.from(later));

        assertThat(launch(project.resolve("kizu")).exitCode()).isZero();

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void failedBuildShowsTheLogAndLeavesNoJar() throws Exception {
        command("java", JAVA_17);
        command("mvn", mavenThat("echo half > kizu-cli/target/kizu.jar; echo '[ERROR] Main.java has a flaw'; exit 1"));

        Run run = launch(project.resolve("kizu"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).isEmpty();
        assertThat(run.error()).contains("[ERROR] Main.java has a flaw", "the build failed", "kizu-build.log");
        assertThat(jar).doesNotExist();
    }

    @Test
    void runsAtTheSameTimeBuildOnce() throws Exception {
        command("java", JAVA_17);
        command("mvn", "[ \"$1\" = -version ] || sleep 1\n" + MAVEN);

        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(start(project.resolve("kizu"), "out" + i));
        }
        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("exit code").isZero();
        }

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void lockOfAKilledRunIsTakenOverAndItsHalfJarBuiltAgain() throws Exception {
        command("java", JAVA_17);
        command("mvn", MAVEN);
        makeJar();
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path lock = project.resolve("kizu-cli/target/kizu-build.lock");
        Files.writeString(lock, ended.pid() + "\n");

        assertThat(launch(project.resolve("kizu")).exitCode()).isZero();

        assertThat(builds()).isEqualTo(1);
        assertThat(lock).doesNotExist();
    }

    /** A {@code java} that prints its version, or else its arguments. */
    private static String javaThatSays(String version) {
        return """
                for argument; do [ "$argument" = -version ] && { echo '%s' >&2; exit 0; }; done
                [ "$1" = --describe-module ] && exit 0
                printf 'JAVA:'
                printf ' <%%s>' "$@"
                echo
                """.formatted(version);
    }

    private static String mavenThat(String builds) {
        return """
                [ "$1" = -version ] && { printf '\\033[1mApache Maven 3.8.7\\033[m\\n'; exit 0; }
                %s
                """.formatted(builds);
    }

    private void command(String name, String body) throws IOException {
        script(bin.resolve(name), body);
    }

    private static void script(Path path, String body) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void makeJar() throws IOException {
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
    }

    private int builds() throws IOException {
        return Files.readAllLines(project.resolve("builds")).size();
    }

    private Run launch(Path launcher, String... arguments) throws Exception {
        Process process = start(launcher, "out", arguments);
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("the launcher ends")
                .isTrue();
        return new Run(
                process.exitValue(),
                Files.readString(folder.resolve("out"), UTF_8),
                Files.readString(folder.resolve("out.err"), UTF_8));
    }

    private Process start(Path launcher, String output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().putAll(environment);
        return builder.redirectOutput(folder.resolve(output).toFile())
                .redirectError(folder.resolve(output + ".err").toFile())
                .start();
    }

    private static Path launcher() {
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.isRegularFile(path.resolve("kizu"))) {
                return path.resolve("kizu");
            }
        }
        throw new AssertionError(
                "the launcher is in no folder above " + Path.of("").toAbsolutePath());
    }

    private static Path onRealPath(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(entry -> Path.of(entry).resolve(tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(tool + " is not on the PATH"));
    }

    private record Run(int exitCode, String output, String error) {}
}
