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

/** A small project with the launcher script in it, and a PATH that holds only the {@code java} and {@code mvn} of the test. */
final class LauncherProject {
    /** Java itself cannot name such files where the locale is not UTF-8. */
    static final String NOT_ASCII = "UTF-8".equals(System.getProperty("sun.jnu.encoding")) ? "傷" : "flaw";

    static final String JAVA_17 = javaThatSays("openjdk version \"17.0.15\" 2025-04-15");
    /** Builds a jar that says which build made it. */
    static final String MAVEN = mavenThat("echo build >> builds && echo jar > kizu-cli/target/kizu.jar");

    private static final List<String> TOOLS =
            List.of("cat", "find", "mkdir", "mv", "readlink", "rm", "sed", "sleep", "tail", "touch", "wc");

    /** Holds everything else. */
    final Path folder;
    /** Holds the launcher. */
    final Path home;

    final Path launcher;
    final Path jar;
    final Map<String, String> environment = new TreeMap<>();
    private final Path bin;

    /** Writes the project into a folder. */
    LauncherProject(Path folder) throws IOException {
        assumeFalse(File.separatorChar == '\\', "the launcher for Windows is kizu.bat, which this test does not run");
        this.folder = folder;
        home = folder.resolve("a project, " + NOT_ASCII);
        bin = Files.createDirectories(folder.resolve("bin"));
        jar = home.resolve("kizu-cli/target/kizu.jar");
        launcher = home.resolve("kizu");
        Files.createDirectories(home.resolve("kizu-cli/src/main"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.writeString(home.resolve("kizu-cli/pom.xml"), "<project/>");
        Files.writeString(home.resolve("kizu-cli/src/main/Main.java"), "class Main {}");
        Files.copy(ofThisCheckout(), launcher, StandardCopyOption.COPY_ATTRIBUTES);
        for (String tool : TOOLS) {
            command(tool, "exec " + onRealPath(tool) + " \"$@\"");
        }
    }

    /** A {@code java} that prints its version, or else its arguments. */
    static String javaThatSays(String version) {
        return """
                for argument; do [ "$argument" = -version ] && { echo '%s' >&2; exit 0; }; done
                [ "$1" = --describe-module ] && exit 0
                printf 'JAVA:'
                printf ' <%%s>' "$@"
                echo
                """.formatted(version);
    }

    /** A {@code mvn} that knows its version, and else does something. */
    static String mavenThat(String builds) {
        return """
                [ "$1" = -version ] && { printf '\\033[1mApache Maven 3.8.7\\033[m\\n'; exit 0; }
                %s
                """.formatted(builds);
    }

    /** Puts a command on the PATH. */
    void command(String name, String body) throws IOException {
        script(bin.resolve(name), body);
    }

    static void script(Path path, String body) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Makes a jar that is newer than the sources. */
    void makeJar() throws IOException {
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
    }

    /** How often Maven has built. */
    int builds() throws IOException {
        return Files.readAllLines(home.resolve("builds")).size();
    }

    Run launch(String... arguments) throws Exception {
        return launchAs(launcher, arguments);
    }

    /** Runs the launcher under another name. */
    Run launchAs(Path name, String... arguments) throws Exception {
        Process process = start(name, "out", arguments);
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("the launcher ends")
                .isTrue();
        return new Run(
                process.exitValue(),
                Files.readString(folder.resolve("out"), UTF_8),
                Files.readString(folder.resolve("out.err"), UTF_8));
    }

    /** Starts the launcher; its output goes to a file of the folder, and its errors to one more. */
    Process start(Path name, String output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(name.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().putAll(environment);
        return builder.redirectOutput(folder.resolve(output).toFile())
                .redirectError(folder.resolve(output + ".err").toFile())
                .start();
    }

    /** The launcher of the checkout that is tested. */
    static Path ofThisCheckout() {
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

    record Run(int exitCode, String output, String error) {}
}
