package dev.kizu.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kizu.assess.AssessedPicture;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.dataset.LabelledImage;
import dev.kizu.inspect.Inspector;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ComparisonReportTest {
    private static final Provenance PROVENANCE = new Provenance(
            "9.8.7", "kizu compare 'a<b'", Instant.parse("2026-03-04T05:06:07Z"), "17.0.1 (Vendor)", "Linux 6");

    @TempDir
    static Path folder;

    /** The model as it was trained. */
    private static ExampleAssessment usual;
    /** The same with a threshold that misses half of the defective parts. */
    private static ExampleAssessment lenient;

    @BeforeAll
    static void assess() throws IOException {
        ExampleAssessment example = ExampleAssessment.in(folder);
        double[] anomalous = example.assessment().scores(true);
        double[] normal = example.assessment().scores(false);
        Arrays.sort(anomalous);
        double between = (anomalous[2] + anomalous[3]) / 2;
        usual = withThreshold(example, Math.max(Arrays.stream(normal).max().orElseThrow(), anomalous[1]));
        lenient = withThreshold(example, between);
    }

    private static ExampleAssessment withThreshold(ExampleAssessment example, double value) {
        InspectionThreshold threshold =
                example.inspector().model().threshold().withValue((float) value, ThresholdMethod.FIXED, 1, 1);
        return ExampleAssessment.of(
                new Inspector(example.inspector().model().withThreshold(threshold)), example.pictures());
    }

    private static ComparedMethod method(String name, ExampleAssessment example, ComparedRun... more) {
        ComparedRun[] runs = Arrays.copyOf(
                new ComparedRun[] {new ComparedRun(0, example.assessment(), 12.5, 2_500_000)}, 1 + more.length);
        System.arraycopy(more, 0, runs, 1, more.length);
        return new ComparedMethod(name, List.of(runs), example.inspector());
    }

    private static String report(String name, ComparedMethod... methods) throws IOException {
        Path index = ComparisonReport.write(List.of(methods), "parts & {{more}}", folder.resolve(name), PROVENANCE);
        return Files.readString(index);
    }

    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.replace("<!DOCTYPE html>", ""))));
    }

    private static String text(String html) throws Exception {
        return parse(html).getElementsByTagName("main").item(0).getTextContent().replace('\u00a0', ' ');
    }

    @Test
    void pageIsWellFormedLoadsNothingFromElsewhereAndEscapesNames() throws Exception {
        String html = report("both", method("a<b>", usual), method("other", lenient));

        Document page = parse(html);
        assertThat(page.getElementsByTagName("h1").getLength()).isEqualTo(1);
        assertThat(page.getElementsByTagName("link").getLength()).isZero();
        assertThat(html).doesNotContain("http:", "https:", "href=", "url(", "@import", "a<b>", "hole <i>");
        assertThat(text(html)).contains("a<b>", "parts & {{more}}", "kizu compare 'a<b'", ExampleAssessment.DEFECT);
    }

    @Test
    void figuresAreThoseOfTheRuns() throws Exception {
        ComparedMethod one = method("one", usual);

        String text = text(report("figures", one, method("two", lenient)));

        assertThat(text)
                .contains(Numbers.rate(one.first().imageAuroc()))
                .contains(Numbers.rate(one.first().pixelAuroc()))
                .contains(Numbers.rate(one.first().aupro30()))
                .contains(Numbers.fixed(one.first().millisecondsPerImage(), 1))
                .contains("13 s", "2.50 MB")
                .contains("one and two are level");
        List<String> lines = Files.readAllLines(folder.resolve("figures/results.csv"));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).split(",")).hasSameSizeAs(lines.get(1).split(",", -1));
        assertThat(lines.get(2)).startsWith("two,0," + one.first().imageAuroc()).endsWith(",2500000");
    }

    @Test
    void picturesOnWhichMethodsDisagreeComeFirst() throws Exception {
        List<ComparedMethod> methods = List.of(method("usual", usual), method("lenient", lenient));
        List<ComparedPicture> pictures = ComparedPicture.of(methods);

        List<ComparedPicture> disagreed = ComparisonChoice.DISAGREE.all(pictures);

        assertThat(disagreed)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.verdicts())
                        .extracting(AssessedPicture::missed)
                        .containsExactly(false, true));
        assertThat(ComparisonChoice.DISAGREE.all(pictures).size()
                        + ComparisonChoice.WRONG.all(pictures).size()
                        + ComparisonChoice.RIGHT.all(pictures).size())
                .isEqualTo(usual.assessment().pictures().size());
        assertThat(ComparisonChoice.RIGHT.all(pictures))
                .extracting(ComparedPicture::margin)
                .isSorted();
        String text = text(report("disagree", methods.toArray(ComparedMethod[]::new)));
        assertThat(text)
                .contains("Methods disagree (%d)".formatted(disagreed.size()), "usual: found", "lenient: ✗ missed");
        assertThat(text.indexOf("lenient: ✗ missed")).isLessThan(text.indexOf("All are right ("));
    }

    @Test
    void everyPictureShownHasTheMapOfEachMethod() throws Exception {
        Document page = parse(report("maps", method("one", usual), method("two", lenient)));

        List<LabelledImage> shown = usual.assessment().pictures().stream()
                .map(AssessedPicture::picture)
                .toList();
        long masks = shown.stream().filter(one -> one.mask() != null).count();
        assertThat(page.getElementsByTagName("img").getLength()).isEqualTo((int) (3 * shown.size() + masks));
        for (int i = 0; i < page.getElementsByTagName("img").getLength(); i++) {
            assertThat(((Element) page.getElementsByTagName("img").item(i)).getAttribute("src"))
                    .startsWith("data:image/jpeg;base64,");
        }
    }

    @Test
    void pictureThatOneMethodLeftOutIsShownWithTheOthers() throws Exception {
        ExampleAssessment fewer =
                ExampleAssessment.of(lenient.inspector(), usual.pictures().subList(1, 11));

        String text = text(report("fewer", method("all", usual), method("some", fewer)));

        assertThat(text).contains("some: left out", "cannot be tested");
    }

    @Test
    void severalSeedsAreMeansAndLeastAndEachHasItsCurve() throws Exception {
        ExampleAssessment fewer =
                ExampleAssessment.of(usual.inspector(), usual.pictures().subList(0, 8));
        ComparedRun second = new ComparedRun(1, fewer.assessment(), 3.5, 1_500_000);
        ComparedMethod method = method("seeded", usual, second);

        String html = report("seeds", method, method("other", lenient));

        double mean = (method.first().imageAuroc() + second.imageAuroc()) / 2;
        assertThat(method.mean(ComparedRun::imageAuroc)).hasValue(mean);
        assertThat(method.least(ComparedRun::trainSeconds)).hasValue(3.5);
        assertThat(text(html)).contains(Numbers.rate(mean), "8.0 s", "2.00 MB", "least over the seeds");
        assertThat(html.split("class=\"line m0 faint\"", -1)).hasSize(3);
        assertThat(html.split("class=\"line m1 faint\"", -1)).hasSize(1);
    }

    @Test
    void withOneClassOnlyThePageSaysWhatCannotBeSaid() throws Exception {
        ExampleAssessment normal =
                ExampleAssessment.of(usual.inspector(), usual.pictures().subList(0, 5));

        String text = text(report("normal", method("one", normal), method("two", normal)));

        assertThat(text).contains("Nothing to rank", "Curves need pictures of both");
    }

    @Test
    void aRunWithoutPicturesAndAReportWithoutMethodsAreRefused() {
        ExampleAssessment lost =
                ExampleAssessment.of(usual.inspector(), usual.pictures().subList(11, 12));

        assertThatIllegalArgumentException().isThrownBy(() -> method("lost", lost));
        assertThatIllegalArgumentException().isThrownBy(() -> report("none"));
    }
}
