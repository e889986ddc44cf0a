package dev.kizu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldOutSplitTest {
    private static List<Path> files(int count) {
        return IntStream.range(0, count).mapToObj(i -> Path.of(i + ".png")).toList();
    }

    @ParameterizedTest
    @CsvSource({"4,2", "31,2", "31,3", "17,4", "5,5"})
    void everyFileIsHeldOutOnceAndLearntFromInAllOtherFolds(int count, int folds) {
        List<Path> files = files(count);
        List<Path> heldOut = new ArrayList<>();
        for (HeldOutSplit split : HeldOutSplit.folds(files, 7, count, folds)) {
            assertThat(split.heldOut().size()).isBetween(count / folds, (count + folds - 1) / folds);
            List<Path> all = new ArrayList<>(split.trained());
            all.addAll(split.heldOut());
            assertThat(all).containsExactlyInAnyOrderElementsOf(files);
            heldOut.addAll(split.heldOut());
        }
        assertThat(heldOut).containsExactlyInAnyOrderElementsOf(files);
    }

    @Test
    void theFirstOfTwoFoldsIsTheHalfThatWouldBeHeldOutAlone() {
        List<Path> files = files(31);
        assertThat(HeldOutSplit.folds(files, 3, 31, 2).get(0).heldOut())
                .isEqualTo(HeldOutSplit.of(files, 3, 15).heldOut());
        assertThat(HeldOutSplit.folds(files, 4, 31, 2)).isNotEqualTo(HeldOutSplit.folds(files, 3, 31, 2));
    }

    @Test
    void oneFoldIsTheShareThatIsHeldOut() {
        List<Path> files = files(31);
        assertThat(HeldOutSplit.folds(files, 3, 7, 1)).containsExactly(HeldOutSplit.of(files, 3, 7));
    }

    @Test
    void fewerFilesThanFoldsAreRefused() {
        assertThatThrownBy(() -> HeldOutSplit.folds(files(3), 0, 3, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 pictures are to be dealt into 4 groups");
    }
}
