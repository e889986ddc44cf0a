package dev.kizu.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void nobodyPassesABarrierBeforeAllAreThere(int size) {
        int[] slots = new int[size];
        int[] sums = new int[200];
        Team.run(size, member -> {
            for (int round = 0; round < sums.length; round++) {
                int now = round;
                slots[member.index()] = round;
                member.sync(() -> sums[now] = Arrays.stream(slots).sum());
            }
        });
        for (int round = 0; round < sums.length; round++) {
            assertThat(sums[round]).isEqualTo(round * size);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 100})
    void everyTaskFallsToOneMember(int tasks) {
        int[] done = new int[tasks];
        Team.run(3, member -> {
            for (int task = member.from(tasks); task < member.to(tasks); task++) {
                done[task]++;
            }
        });
        assertThat(done).containsOnly(tasks == 0 ? new int[0] : filled(tasks));
    }

    private static int[] filled(int size) {
        int[] ones = new int[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void aFailureOfOneMemberEndsAllAndReachesTheCaller() {
        assertThatThrownBy(() -> Team.run(3, member -> {
                    if (member.index() == 2) {
                        throw new IllegalStateException("broken");
                    }
                    member.sync(() -> {});
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void withoutAMemberThereIsNoTeam(int size) {
        assertThatThrownBy(() -> Team.run(size, member -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads is %d, expected at least 1", size);
    }

    @Test
    void aFailureInABarrierActionReachesTheCaller() {
        assertThatThrownBy(() -> Team.run(
                        2,
                        member -> member.sync(() -> {
                            throw new IllegalArgumentException("no");
                        })))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
    }
}
