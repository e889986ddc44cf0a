package dev.kizu.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1.png", "+a/b.png", "-rf.png", "@x.png", "\t=1.png", " =1.png", "\uff1d1.png"})
    void pathsThatLookLikeFormulasNameTheSameFileInAnotherWay(String path) {
        String cell = CsvCell.ofPath(path);
        String text = cell.startsWith("\"") ? cell.substring(1, cell.length() - 1) : cell;

        assertThat(text).startsWith(".");
        assertThat(Path.of(text).normalize()).isEqualTo(Path.of(path));
    }

    @Test
    void otherPathsStayAsTheyAre() {
        assertThat(CsvCell.ofPath("a/=b.png")).isEqualTo("a/=b.png");
        assertThat(CsvCell.ofPath("/data/x.png")).isEqualTo("/data/x.png");
        assertThat(CsvCell.ofPath("../x.png")).isEqualTo("../x.png");
    }

    @Test
    void whatSeparatesCellsOrCouldBeLostIsInQuotes() {
        assertThat(CsvCell.of("a,b")).isEqualTo("\"a,b\"");
        assertThat(CsvCell.of("a;=b")).isEqualTo("\"a;=b\"");
        assertThat(CsvCell.of("say \"x\"")).isEqualTo("\"say \"\"x\"\"\"");
        assertThat(CsvCell.of("a\nb")).isEqualTo("\"a\nb\"");
        assertThat(CsvCell.of(-1.5)).isEqualTo("-1.5");
        assertThat(CsvCell.of(null)).isEmpty();
    }
}
