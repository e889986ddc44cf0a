package dev.kizu.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kizu.dataset.OneClassTask;
import dev.kizu.evaluate.Evaluation;
import dev.kizu.experiment.ExperimentOptions;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.experiment.MethodResult;
import dev.kizu.score.ScoreKind;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportWriterTest {
    private static final String DATA = "parts <script>alert(1)</script> & \"Tom's\" {{script}}";
    private static final String COMMAND = "./kizu experiment --data 'a<b' --seed 7";
    private static final Provenance PROVENANCE = new Provenance(
            "9.8.7",
            COMMAND,
            Instant.parse("2026-03-04T05:06:07Z"),
            "17.0.1 (Some Vendor)",
            "Linux 6, riscv64, 3 processors");

    @TempDir
    static Path folder;

    private static ExperimentResult calibrated;
    private static ExperimentResult raw;
    private static Path index;
    private static String html;

    @BeforeAll
    static void writeReport() throws IOException {
        OneClassTask task = ExampleExperiment.task(DATA);
        calibrated = ExampleExperiment.run(task, seeded(ExperimentOptions.robust(), 7));
        raw = ExampleExperiment.run(task, seeded(ExperimentOptions.article(), 7));
        index = ReportWriter.write(calibrated, folder.resolve("new/report"), PROVENANCE);
        html = Files.readString(index);
    }

    private static ExperimentOptions seeded(ExperimentOptions options, long seed) {
        return options.withVae(options.vae().withSeed(seed));
    }

    @Test
    void returnsTheIndexOfTheFolderThatItMade() throws IOException {
        assertThat(index).isEqualTo(folder.resolve("new/report/index.html"));
        assertThat(names(index.getParent()))
                .containsExactlyInAnyOrder(
                        "index.html",
                        "roc.png",
                        "scores-elbo.png",
                        "scores-unregularized.png",
                        "scores-joint.png",
                        "heatmaps.png");
    }

    @Test
    void pageIsWellFormed() throws Exception {
        Document page = parse(html);
        assertThat(page.getDocumentElement().getTagName()).isEqualTo("html");
        assertThat(elements(page, "h1")).hasSize(1);
        assertThat(elements(page, "h2"))
                .extracting(Element::getTextContent)
                .contains("ROC curves", "Options and provenance");
    }

    @Test
    void pageLoadsNothingFromElsewhere() throws Exception {
        Document page = parse(html);
        assertThat(elements(page, "img")).isNotEmpty().allSatisfy(image -> {
            assertThat(image.getAttribute("src")).startsWith("data:image/png;base64,");
            assertThat(image.getAttribute("alt")).isNotBlank();
        });
        assertThat(elements(page, "link")).isEmpty();
        assertThat(elements(page, "iframe")).isEmpty();
        assertThat(elements(page, "script"))
                .allSatisfy(script -> assertThat(script.hasAttribute("src")).isFalse());
        assertThat(elements(page, "style"))
                .allSatisfy(style -> assertThat(style.getTextContent()).doesNotContain("url(", "@import"));
        assertThat(html).doesNotContain("http:", "https:", "href=");
    }

    @Test
    void picturesInThePageHaveTheSizeThatTheyClaim() throws Exception {
        for (Element image : elements(parse(html), "img")) {
            byte[] png =
                    Base64.getDecoder().decode(image.getAttribute("src").substring("data:image/png;base64,".length()));
            BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(png));
            assertThat(decoded.getWidth()).isEqualTo(Integer.parseInt(image.getAttribute("width")));
            assertThat(decoded.getHeight()).isEqualTo(Integer.parseInt(image.getAttribute("height")));
        }
    }

    @Test
    void everyChartDescribesItself() throws Exception {
        List<Element> charts = elements(parse(html), "svg").stream()
                .filter(svg -> svg.getAttribute("class").equals("chart"))
                .toList();
        assertThat(charts).hasSize(1 + 2 * 3 + 3 + 2 + 1);
        assertThat(charts)
                .allSatisfy(
                        chart -> assertThat(chart.getAttribute("aria-label")).isNotBlank());
        assertThat(html.replaceAll("base64,[^\"]*", "")).doesNotContain("NaN", "Infinity", "not a number");
    }

    @Test
    void pageStatesEveryScoreWithItsInterval() {
        for (MethodResult method : calibrated.methods()) {
            assertThat(html).contains(method.kind().title());
            assertThat(html)
                    .contains("<td>%s</td>"
                            .formatted(Numbers.rate(method.evaluation().auroc())));
            assertThat(html)
                    .contains("%s–%s"
                            .formatted(
                                    Numbers.rate(method.evaluation().aurocLow()),
                                    Numbers.rate(method.evaluation().aurocHigh())));
        }
    }

    @Test
    void textFromOutsideIsEscapedAndOpensNoPlaceOfTheTemplate() throws Exception {
        assertThat(html)
                .doesNotContain("<script>alert")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Tom&#39;s&quot; {{script}}");
        assertThat(elements(parse(html), "script")).hasSize(1);
        assertThat(elements(parse(html), "code"))
                .extracting(Element::getTextContent)
                .containsExactly(COMMAND);
    }

    @Test
    void noNumberIsMissingFromItsSentence() throws Exception {
        assertThat(elements(parse(html), "main").get(0).getTextContent())
                .doesNotContain("%s", "%d", "null")
                .doesNotContainPattern("\\{\\{(?!script)");
    }

    @Test
    void pageTellsOptionsAndProvenance() {
        assertThat(html)
                .contains(
                        "9.8.7",
                        "4 March 2026, 05:06 UTC",
                        "17.0.1 (Some Vendor)",
                        "riscv64",
                        calibrated.training().kernel());
        assertThat(html).contains(calibrated.options().detector().aggregation() + " of the window scores");
        assertThat(html).contains("<th scope=\"row\">Seed</th><td>7</td>", "<th scope=\"row\">Epochs</th><td>3</td>");
    }

    @Test
    void plotsDecodeWithTheirSizes() throws IOException {
        assertThat(size("roc.png")).containsExactly(900, 820);
        for (ScoreKind kind : ScoreKind.ofTerms()) {
            assertThat(size("scores-%s.png".formatted(kind.id()))).containsExactly(1100, 620);
        }
        // Two halves of five pictures across; images of 24 x 20 are enlarged 4 times.
        assertThat(size("heatmaps.png")[0]).isEqualTo(2 * (5 * (24 * 4 + 6) - 6) + 18 + 12);
    }

    @Test
    void withoutCalibrationThereIsNoJointScore() throws Exception {
        Path other = ReportWriter.write(raw, folder.resolve("raw"), PROVENANCE);
        String page = Files.readString(other);
        assertThat(page).doesNotContain("Joint").doesNotContain("Calibration matters");
        assertThat(elements(parse(page), "h3"))
                .extracting(Element::getTextContent)
                .contains("ELBO", "Unregularized");
        assertThat(names(other.getParent())).doesNotContain("scores-joint.png").contains("scores-elbo.png");
    }

    @Test
    void earlierReportIsReplacedAndOtherFilesStay() throws IOException {
        Path place = folder.resolve("again");
        ReportWriter.write(calibrated, place, PROVENANCE);
        Files.writeString(place.resolve("notes.txt"), "mine");
        Path second = ReportWriter.write(raw, place, PROVENANCE);
        assertThat(Files.readString(second)).contains("<td>article</td>");
        assertThat(names(place))
                .containsExactlyInAnyOrder(
                        "index.html",
                        "roc.png",
                        "scores-elbo.png",
                        "scores-unregularized.png",
                        "heatmaps.png",
                        "notes.txt");
    }

    @Test
    void severalSeedsHaveATableWithMeanSmallestAndLargest() throws Exception {
        OneClassTask task = ExampleExperiment.task("parts");
        List<ExperimentResult> runs = new ArrayList<>();
        for (long seed = 20; seed < 23; seed++) {
            runs.add(ExampleExperiment.run(task, seeded(ExperimentOptions.robust(), seed)));
        }
        String page = Files.readString(ReportWriter.write(runs, folder.resolve("seeds"), PROVENANCE));
        parse(page);
        assertThat(page)
                .contains(
                        "All 3 seeds",
                        "<th scope=\"row\">20</th>",
                        "<th scope=\"row\">21</th>",
                        "<th scope=\"row\">22</th>");
        double[] elbo = runs.stream()
                .mapToDouble(run ->
                        run.method(ScoreKind.ELBO).orElseThrow().evaluation().auroc())
                .sorted()
                .toArray();
        assertThat(page)
                .contains("<th scope=\"row\">Mean</th><td>%s</td>"
                        .formatted(Numbers.rate((elbo[0] + elbo[1] + elbo[2]) / 3)))
                .contains("<th scope=\"row\">Smallest</th><td>%s</td>".formatted(Numbers.rate(elbo[0])))
                .contains("<th scope=\"row\">Largest</th><td>%s</td>".formatted(Numbers.rate(elbo[2])));
    }

    @Test
    void barsOfAurocBeginAtChanceAndAtZeroWhereAnIntervalReachesBelow() {
        String usual = ScoreSections.tiles(new Seeds(List.of(scored(new double[] {4, 11, 12, 13}))));
        assertThat(usual).contains("<span>0.5</span><span>1</span>").doesNotContain("<span>0</span>", "worse");
        String below = ScoreSections.tiles(new Seeds(List.of(scored(new double[] {0, 1, 2, 4}))));
        assertThat(below)
                .contains("<span>0</span><span>1</span>", "<b style=\"left:12.5%\">", "; worse than chance")
                .doesNotContain("<span>0.5</span>");
    }

    /** The raw run with other scores: normal images have 3 and 5 in turn. */
    private static ExperimentResult scored(double[] anomalous) {
        double[] normal = {3, 5, 3, 5};
        List<MethodResult> methods = raw.methods().stream()
                .map(method -> new MethodResult(method.kind(), normal, anomalous, Evaluation.of(normal, anomalous)))
                .toList();
        return new ExperimentResult(
                raw.options(),
                raw.task(),
                raw.heldOut(),
                raw.training(),
                raw.scoring(),
                methods,
                raw.paired(),
                raw.detector());
    }

    @Test
    void runsWithDifferentScoresAreRefused() {
        assertThatThrownBy(() -> ReportWriter.write(List.of(calibrated, raw), folder.resolve("mixed"), PROVENANCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("differ in the seed only");
        assertThatThrownBy(() -> ReportWriter.write(List.of(), folder.resolve("none"), PROVENANCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
        assertThat(folder.resolve("mixed")).doesNotExist();
    }

    @Test
    void fileInThePlaceOfTheFolderIsSaidAndKept() throws IOException {
        Path file = Files.writeString(folder.resolve("occupied"), "mine");
        for (Path target : List.of(file, file.resolve("below"))) {
            assertThatThrownBy(() -> ReportWriter.write(raw, target, PROVENANCE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot write the report to " + target.toAbsolutePath())
                    .hasMessageContaining(file + " is a file, expected a folder")
                    .hasMessageContaining("Choose a folder");
        }
        assertThat(file).hasContent("mine");
    }

    @Test
    void failureMidwayLeavesNoTemporaryFiles() throws IOException {
        Path place = Files.createDirectories(folder.resolve("blocked"));
        Files.createDirectories(place.resolve("heatmaps.png/full"));
        assertThatThrownBy(() -> ReportWriter.write(raw, place, PROVENANCE)).isInstanceOf(IOException.class);
        assertThat(names(place)).noneMatch(name -> name.startsWith(".")).doesNotContain("index.html");
    }

    @Test
    void sameResultGivesTheSamePage() throws IOException {
        Path other = ReportWriter.write(calibrated, folder.resolve("twice"), PROVENANCE);
        assertThat(Files.readString(other)).isEqualTo(html);
    }

    private static int[] size(String name) throws IOException {
        BufferedImage image = ImageIO.read(index.resolveSibling(name).toFile());
        return new int[] {image.getWidth(), image.getHeight()};
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Document parse(String page) throws Exception {
        assertThat(page).startsWith("<!DOCTYPE html>\n");
        String xml = page.substring("<!DOCTYPE html>\n".length());
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static List<Element> elements(Document page, String name) {
        NodeList nodes = page.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
