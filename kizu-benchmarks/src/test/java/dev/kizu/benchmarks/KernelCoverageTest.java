package dev.kizu.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.nn.kernel.Kernel;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

class KernelCoverageTest {
    private final Set<String> called = new HashSet<>();

    @Test
    void everyOperationOfAKernelHasABenchmark() throws ReflectiveOperationException {
        for (String name : new String[] {"vector", "scalar"}) {
            KernelBenchmark linear = new KernelBenchmark();
            linear.kernelName = name;
            linear.setUp();
            linear.kernel = listened(linear.kernel);
            runAll(linear);
            PointwiseKernelBenchmark pointwise = new PointwiseKernelBenchmark();
            pointwise.kernelName = name;
            pointwise.setUp();
            pointwise.kernel = listened(pointwise.kernel);
            runAll(pointwise);
        }

        Set<String> operations = Arrays.stream(Kernel.class.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()) && method.getParameterCount() > 0)
                .map(Method::getName)
                .collect(Collectors.toSet());
        assertThat(called).containsExactlyInAnyOrderElementsOf(operations);
    }

    @Test
    void benchmarksThatKernelsNameExist() throws IOException {
        Set<String> existing = Stream.of(KernelBenchmark.class, PointwiseKernelBenchmark.class)
                .flatMap(type -> Arrays.stream(type.getMethods())
                        .filter(method -> method.isAnnotationPresent(Benchmark.class))
                        .map(method -> type.getSimpleName() + "." + method.getName()))
                .collect(Collectors.toSet());
        Set<String> named = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("../kizu-core/src/main/java/dev/kizu/nn/kernel"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file).replaceAll("\\s+\\* ", " ").replaceAll("\\s+", " ");
                Matcher matcher = Pattern.compile("\\{@code ((?:Pointwise)?KernelBenchmark\\.\\w+)\\}")
                        .matcher(text);
                while (matcher.find()) {
                    named.add(matcher.group(1));
                }
            }
        }
        assertThat(named).isNotEmpty().isSubsetOf(existing);
    }

    private static void runAll(Object benchmarks) throws ReflectiveOperationException {
        for (Method method : benchmarks.getClass().getMethods()) {
            if (method.isAnnotationPresent(Benchmark.class)) {
                float[] result = (float[]) method.invoke(benchmarks);
                assertThat(result).as("%s", method.getName()).isNotEmpty();
                for (float value : result) {
                    assertThat(value).as("%s", method.getName()).isFinite();
                }
            }
        }
    }

    private Kernel listened(Kernel kernel) {
        return (Kernel) Proxy.newProxyInstance(
                Kernel.class.getClassLoader(), new Class<?>[] {Kernel.class}, (proxy, method, arguments) -> {
                    called.add(method.getName());
                    try {
                        return method.invoke(kernel, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
