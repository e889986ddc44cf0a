package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InvocationTest {
    @Test
    void theTextCanBeTypedIntoAShellAgain() {
        List<String> args = List.of("experiment", "--data", "my data", "--aggregate", "top20%", "--out", "it's");
        Invocation invocation = new Invocation(args, System.out, System.err);

        assertThat(invocation.text()).isEqualTo("kizu experiment --data 'my data' --aggregate top20% --out 'it'\\''s'");
    }
}
