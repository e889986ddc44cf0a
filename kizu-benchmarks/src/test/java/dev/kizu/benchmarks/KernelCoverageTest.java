package dev.kizu.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.nn.kernel.Kernel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
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
