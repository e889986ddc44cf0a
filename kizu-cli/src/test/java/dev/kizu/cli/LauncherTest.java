package dev.kizu.cli;

import static dev.kizu.cli.LauncherProject.JAVA_17;
import static dev.kizu.cli.LauncherProject.MAVEN;
import static dev.kizu.cli.LauncherProject.NOT_ASCII;
import static dev.kizu.cli.LauncherProject.javaThatSays;
import static dev.kizu.cli.LauncherProject.mavenThat;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher script in a small project, with a PATH that holds only the {@code java} and {@code mvn} of the test. */
class LauncherTest {
    @TempDir
    private Path folder;

    private LauncherProject project;

    @BeforeEach
    void makeProject() throws IOException {
        project = new LauncherProject(folder);
    }

    @Test
    void missingJavaIsNamedWithWhatToDo() throws Exception {
        Run run = project.launch();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.error()).contains("Java is missing", "Java 17 or newer", "Install a JDK");
        assertThat(run.output()).isEmpty();
    }

    @Test
    void oldJavaIsNamedWithItsVersion() throws Exception {
        project.command("java", javaThatSays("java version \"1.8.0_392\""));

        Run run = project.launch();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.error()).contains("Java is too old", "Java 17 or newer", "is Java 8.");
    }

    @Test
    void javaHomeComesBeforePath() throws Exception {
        project.command("java", JAVA_17);
        Path home = Files.createDirectories(folder.resolve("jdk 25"));
        LauncherProject.script(
                home.resolve("bin/java"),
                javaThatSays("openjdk version \"25-ea\" 2025-09-16").replace("JAVA:", "JAVA 25:"));
        project.environment.put("JAVA_HOME", home.toString());
        project.makeJar();

        assertThat(project.launch().output()).startsWith("JAVA 25:");
    }

    @Test
    void javaHomeThatIsTooOldGivesWayToPath() throws Exception {
        project.command("java", JAVA_17);
        Path home = Files.createDirectories(folder.resolve("jdk 11"));
        LauncherProject.script(home.resolve("bin/java"), javaThatSays("openjdk version \"11.0.2\" 2019-01-15"));
        project.environment.put("JAVA_HOME", home.toString());
        project.makeJar();

        assertThat(project.launch().output()).startsWith("JAVA:");
    }

    @Test
    void javaWithoutTheVectorModuleRunsWithoutIt() throws Exception {
        project.command(
                "java",
                "case $1 in --add-modules=*) echo 'Module jdk.incubator.vector not found'; exit 1 ;; esac\n" + JAVA_17);
        project.makeJar();

        Run run = project.launch("demo");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).contains("<-cp>").doesNotContain("--add-modules");
    }

    @Test
    void chatterBeforeTheVersionDoesNotConfuse() throws Exception {
        project.command("java", "echo 'Picked up JAVA_TOOL_OPTIONS: -Dx=\"8\"' >&2\n" + JAVA_17);
        project.makeJar();

        assertThat(project.launch().exitCode()).isZero();
    }

    @Test
    void missingMavenIsNamedWithWhatToDo() throws Exception {
        project.command("java", JAVA_17);

        Run run = project.launch();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.error()).contains("Maven is missing", "Maven 3.8 or newer", "put mvn on the PATH");
    }

    @Test
    void oldMavenIsNamedWithItsVersion() throws Exception {
        project.command("java", JAVA_17);
        project.command("mvn", MAVEN.replace("Maven 3.8.7", "Maven 3.6.3"));

        Run run = project.launch();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.error()).contains("Maven is too old", "is Maven 3.6.");
    }

    @Test
    void javaWithoutACompilerCannotBuild() throws Exception {
        project.command("java", "[ \"$1\" = --describe-module ] && exit 1\n" + JAVA_17);
        project.command("mvn", MAVEN);

        Run run = project.launch();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.error()).contains("no compiler", "Install a JDK");
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        project.command("java", JAVA_17);
        project.makeJar();

        Run run = project.launch("demo", "--out", "a b  c", "", "*", "$HOME", NOT_ASCII + "\"'\\");

        assertThat(run.output().strip())
                .endsWith("<" + project.jar.toRealPath()
                        + "> <dev.kizu.cli.Main> <demo> <--out> <a b  c> <> <*> <$HOME> <" + NOT_ASCII + "\"'\\>");
    }

    @Test
    void extraOptionsGoToTheVirtualMachine() throws Exception {
        project.command("java", JAVA_17);
        project.makeJar();
        project.environment.put("JAVA_OPTS", "-Xmx1g -Da=b");
        project.environment.put("KIZU_JAVA_OPTS", "-Dc=d");

        assertThat(project.launch().output()).contains("<-Xmx1g> <-Da=b> <-Dc=d> <-cp>");
    }

    @Test
    void theProgramsExitCodeIsTheLaunchers() throws Exception {
        project.command("java", JAVA_17 + "exit 42\n");
        project.makeJar();

        assertThat(project.launch().exitCode()).isEqualTo(42);
    }

    @Test
    void symbolicLinksLeadToTheProject() throws Exception {
        project.command("java", JAVA_17);
        project.makeJar();
        Path link = Files.createDirectories(folder.resolve("links")).resolve("kizu");
        Files.createSymbolicLink(folder.resolve("other"), Path.of("a project, " + NOT_ASCII + "/kizu"));
        Files.createSymbolicLink(link, Path.of("../other"));

        assertThat(project.launchAs(link).output()).contains("<" + project.jar.toRealPath() + ">");
    }

    @Test
    void firstRunBuildsAndTellsSoOnStandardErrorOnly() throws Exception {
        project.command("java", JAVA_17);
        project.command("mvn", "echo noise; echo noise >&2\n" + MAVEN);

        Run run = project.launch("--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).startsWith("JAVA:").doesNotContain("noise");
        assertThat(run.error().lines()).singleElement().asString().contains("building", "about a minute");
        assertThat(project.home.resolve("kizu-cli/target")).isDirectoryNotContaining("glob:**.lock*");
    }

    @Test
    void freshJarIsNotBuiltAgain() throws Exception {
        project.command("java", JAVA_17);
        project.command("mvn", MAVEN);

        project.launch();
        project.launch();

        assertThat(project.builds()).isEqualTo(1);
    }

    @Test
    void jarOlderThanASourceIsBuiltAgain() throws Exception {
        project.command("java", JAVA_17);
        project.command("mvn", MAVEN);
        project.makeJar();
        Instant later = Files.getLastModifiedTime(project.jar).toInstant().plusSeconds(5);
        Files.setLastModifiedTime(project.home.resolve("kizu-cli/src/main/Main.java"), FileTime.from(later));

        assertThat(project.launch().exitCode()).isZero();

        assertThat(project.builds()).isEqualTo(1);
    }

    @Test
    void failedBuildShowsTheLogAndLeavesNoJar() throws Exception {
        project.command("java", JAVA_17);
        project.command(
                "mvn", mavenThat("echo half > kizu-cli/target/kizu.jar; echo '[ERROR] Main.java has a flaw'; exit 1"));

        Run run = project.launch();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).isEmpty();
        assertThat(run.error()).contains("[ERROR] Main.java has a flaw", "the build failed", "kizu-build.log");
        assertThat(project.jar).doesNotExist();
    }

    @Test
    void runsAtTheSameTimeBuildOnce() throws Exception {
        project.command("java", JAVA_17);
        project.command("mvn", "[ \"$1\" = -version ] || sleep 1\n" + MAVEN);

        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(project.start(project.launcher, "out" + i));
        }
        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("exit code").isZero();
        }

        assertThat(project.builds()).isEqualTo(1);
    }

    @Test
    void lockOfAKilledRunIsTakenOverAndItsHalfJarBuiltAgain() throws Exception {
        project.command("java", JAVA_17);
        project.command("mvn", MAVEN);
        project.makeJar();
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path lock = project.home.resolve("kizu-cli/target/kizu-build.lock");
        Files.writeString(lock, ended.pid() + "\n");

        assertThat(project.launch().exitCode()).isZero();

        assertThat(project.builds()).isEqualTo(1);
        assertThat(lock).doesNotExist();
    }
}
