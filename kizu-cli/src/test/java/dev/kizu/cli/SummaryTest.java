package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void aSmallPValueIsCalledARealDifference() {
        assertThat(Summary.paired(0.0345, 1e-9))
                .isEqualTo("The unregularized score is better than ELBO by 0.0345 AUROC; the difference is real "
                        + "(paired DeLong test, p < 0.0001).");
    }

    @Test
    void aLargePValueIsCalledChanceAndTheBetterScoreComesFirst() {
        assertThat(Summary.paired(-0.002, 0.31))
                .isEqualTo("ELBO is better than the unregularized score by 0.0020 AUROC; that may be chance "
                        + "(paired DeLong test, p = 0.3100).");
    }

    @Test
    void noDifferenceIsCalledNone() {
        assertThat(Summary.paired(0, 1)).isEqualTo("ELBO and the unregularized score have the same AUROC.");
    }
}
