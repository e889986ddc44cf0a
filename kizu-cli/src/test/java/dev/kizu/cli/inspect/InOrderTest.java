package dev.kizu.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.parallel.Team;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private static final int NUMBERS = 2000;

    @Test
    void resultsComeInTheOrderOfTheirNumbersWithoutThoseThatAreNothing() {
        List<Long> seen = new ArrayList<>();
        InOrder<Long> order = new InOrder<>(5, seen::add);
        AtomicLong next = new AtomicLong();
        Team.run(4, member -> {
            try {
                for (long n = next.getAndIncrement(); n < NUMBERS && order.await(n); n = next.getAndIncrement()) {
                    order.put(n, n % 7 == 0 ? null : n);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(seen)
                .isEqualTo(LongStream.range(0, NUMBERS)
                        .filter(n -> n % 7 != 0)
                        .boxed()
                        .toList());
    }

    @Test
    void abandonedOrderTakesNothingAndKeepsNobodyWaiting() throws Exception {
        List<String> seen = new ArrayList<>();
        InOrder<String> order = new InOrder<>(2, seen::add);
        order.put(1, "second");

        order.abandon();

        assertThat(order.await(100)).isFalse();
        order.put(0, "first");
        assertThat(seen).isEmpty();
    }
}
