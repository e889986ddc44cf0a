package dev.kizu.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kizu.assess.AssessedPicture;
import dev.kizu.assess.Assessment;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.inspect.Inspector;
import dev.kizu.model.InspectionModel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class AssessmentReportTest {
    private static final String COMMAND = "kizu evaluate 'm<1>.onnx' data --out r";
    private static final Provenance PROVENANCE =
            new Provenance("9.8.7", COMMAND, Instant.parse("2026-03-04T05:06:07Z"), "17.0.1 (Vendor)", "Linux 6");
    private static final AssessmentSource SOURCE = new AssessmentSource("m<1>.onnx", "abc123", "parts & {{more}}");

    @TempDir
    static Path folder;

    private static ExampleAssessment example;
    private static String html;
    private static Document page;

    @BeforeAll
    static void write() throws Exception {
        example = ExampleAssessment.in(folder);
        html = report(example, "report");
        page = parse(html);
    }

    private static String report(ExampleAssessment one, String name) throws IOException {
        Path index =
                AssessmentReport.write(one.assessment(), one.inspector(), SOURCE, folder.resolve(name), PROVENANCE);
        return Files.readString(index);
    }

    private static Document parse(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text.replace("<!DOCTYPE html>", ""))));
    }

    private static List<Element> elements(Document document, String tag) {
        NodeList nodes = document.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static String text(Document document) {
        return document.getElementsByTagName("main").item(0).getTextContent().replace('\u00a0', ' ');
    }

    @Test
    void pageIsWellFormedAndLoadsNothingFromElsewhere() {
        assertThat(elements(page, "h1")).hasSize(1);
        assertThat(elements(page, "link")).isEmpty();
        assertThat(elements(page, "script"))
                .hasSize(2)
                .allSatisfy(script -> assertThat(script.hasAttribute("src")).isFalse());
        assertThat(elements(page, "style"))
                .allSatisfy(style -> assertThat(style.getTextContent()).doesNotContain("url(", "@import"));
        assertThat(html).doesNotContain("http:", "https:", "href=");
    }

    @Test
    void idsThatTheScriptAsksForAreThereOnce() {
        Matcher asked =
                Pattern.compile("(?:getElementById|part|bar|jump)\\(\"(\\w+)\"").matcher(html);
        List<String> ids = new ArrayList<>();
        asked.results().map(found -> found.group(1)).distinct().forEach(ids::add);
        assertThat(ids).contains("slider", "cut", "data", "caught", "alarms", "own", "panel", "theme");
        for (String id : ids) {
            assertThat(html.split(" id=\"" + id + "\"", -1)).as(id).hasSize(2);
        }
        for (String bar : List.of("caughtBar", "missedBar", "passedBar", "alarmsBar")) {
            assertThat(html).contains(" id=\"" + bar + "\"");
        }
    }

    @Test
    void figuresAreThoseOfTheAssessment() {
        Assessment assessment = example.assessment();
        String text = text(page);
        assertThat(text)
                .contains(Numbers.rate(assessment.evaluation().orElseThrow().auroc()))
                .contains(Numbers.rate(assessment.evaluation().orElseThrow().averagePrecision()))
                .contains(Numbers.rate(assessment.pixels().auroc()))
                .contains(Numbers.rate(assessment.pixels().aupro30()))
                .contains(Numbers.rate(assessment.pixels().aupro05()))
                .contains(COMMAND, "9.8.7", "abc123", "m<1>.onnx", "parts & {{more}}")
                .contains("One picture could not be inspected");
        assessment
                .evaluations()
                .values()
                .forEach(evaluation -> assertThat(text).contains(Numbers.rate(evaluation.auroc())));
        assertThat(elements(page, "h1").get(0).getTextContent())
                .isEqualTo(new AssessmentWords(assessment, example.inspector().model()).headline());
    }

    @Test
    void namesFromFilesAreEscaped() {
        assertThat(html).doesNotContain("<b>&'", "hole <i>", "a<b>");
        assertThat(text(page)).contains("bad/" + ExampleAssessment.ODD, ExampleAssessment.DEFECT);
        assertThat(elements(page, "img"))
                .extracting(image -> image.getAttribute("alt"))
                .contains("bad/" + ExampleAssessment.ODD + ": picture");
    }

    @Test
    void sliderHasTheScoresAsTheModelComparesThem() {
        Matcher data = Pattern.compile(
                        "<script id=\"data\" type=\"application/json\">\\{\"threshold\":([^,]+),\"normal\":\\[([^]]*)],\"anomalous\":\\[([^]]*)]}</script>")
                .matcher(html);
        assertThat(data.find()).isTrue();
        float threshold = Float.parseFloat(data.group(1));
        float[] normal = floats(data.group(2));
        float[] anomalous = floats(data.group(3));

        assertThat(threshold).isEqualTo(example.inspector().model().threshold().value());
        assertThat(normal).hasSize(5).isSorted();
        assertThat(anomalous).hasSize(6).isSorted();
        assertThat(above(normal, threshold))
                .isEqualTo(example.assessment().confusion().falseAlarms());
        assertThat(above(anomalous, threshold))
                .isEqualTo(example.assessment().confusion().caught());
        float[] scores = floats(example.assessment().scores(true));
        Arrays.sort(scores);
        assertThat(anomalous).isEqualTo(scores);
    }

    private static float[] floats(String list) {
        return floats(Stream.of(list.split(",")).mapToDouble(Float::parseFloat).toArray());
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static long above(float[] scores, float threshold) {
        long above = 0;
        for (float score : scores) {
            above += score > threshold ? 1 : 0;
        }
        return above;
    }

    @Test
    void thresholdIsDrawnWhereItLies() {
        Element cut = elements(page, "path").stream()
                .filter(path -> path.getAttribute("id").equals("cut"))
                .findFirst()
                .orElseThrow();
        double min = Double.parseDouble(cut.getAttribute("data-min"));
        double max = Double.parseDouble(cut.getAttribute("data-max"));
        double left = Double.parseDouble(cut.getAttribute("data-left"));
        double right = Double.parseDouble(cut.getAttribute("data-right"));
        double threshold = example.inspector().model().threshold().value();
        double share = Math.min(1, Math.max(0, (threshold - min) / (max - min)));

        assertThat(cut.getAttribute("transform"))
                .isEqualTo("translate(%s 0)".formatted(Numbers.coordinate(left + (right - left) * share)));
    }

    @Test
    void picturesInThePageAreSmallAndHaveTheSizeThatTheyClaim() throws IOException {
        List<Element> images = elements(page, "img");
        // Two for a good part, three for one with a mask.
        assertThat(images).hasSize(2 * 5 + 3 * 6);
        for (Element image : images) {
            String source = image.getAttribute("src");
            assertThat(source).startsWith("data:image/jpeg;base64,");
            BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(
                    Base64.getDecoder().decode(source.substring("data:image/jpeg;base64,".length()))));
            assertThat(decoded.getWidth()).isEqualTo(Integer.parseInt(image.getAttribute("width")));
            assertThat(decoded.getHeight()).isEqualTo(Integer.parseInt(image.getAttribute("height")));
            assertThat(decoded.getWidth()).isLessThanOrEqualTo(300);
        }
    }

    @Test
    void tableHoldsEveryPictureAndQuotesWhereItMust() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("report/results.csv"));
        assertThat(lines).hasSize(1 + 11 + 1);
        assertThat(lines.get(0))
                .isEqualTo(
                        "file,label,defect,verdict,score,threshold,pValue,elbo,unregularized,joint,distance,combined,width,height,milliseconds,modelDigest,error");
        AssessedPicture first = example.assessment().pictures().get(0);
        assertThat(lines.get(1))
                .startsWith(first.picture().file() + ",normal,,")
                .contains("," + first.verdict().score() + ",", ",64,64,");
        assertThat(lines.get(6)).contains(",anomalous,\"hole <i>&\"\"x\"\"\",");
        assertThat(lines.get(1)).endsWith(",abc123,");
        assertThat(lines.get(12))
                .contains(",,abc123,")
                .startsWith("\"" + folder.resolve("good") + "/lost, \"\"x\"\".png\",,");
    }

    @Test
    void errorsComeFirstAndTheWorstOfThemFirst() throws Exception {
        InspectionModel model = example.inspector().model();
        double[] scores = example.assessment().scores(true);
        Arrays.sort(scores);
        // Above the third of six: three are missed.
        float high = (float) ((scores[2] + scores[3]) / 2);
        InspectionThreshold raised = model.threshold().withValue(high, ThresholdMethod.FIXED, 1, 1);
        ExampleAssessment other = ExampleAssessment.of(new Inspector(model.withThreshold(raised)), example.pictures());

        List<AssessedPicture> missed = GalleryChoice.MISSED.of(other.assessment(), 0);

        assertThat(missed).hasSize(3).allMatch(AssessedPicture::missed);
        assertThat(missed).extracting(one -> one.verdict().score()).containsExactly(scores[0], scores[1], scores[2]);
        assertThat(GalleryChoice.NEAREST.of(other.assessment(), 20)).hasSize(4);
        String text = text(parse(report(other, "raised")));
        assertThat(text).contains("Missed (3)", "Finds 3 of 6 defective parts", "was set by hand");
        assertThat(text.indexOf("Missed (3)")).isLessThan(text.indexOf("False alarms ("));
    }

    @Test
    void promisesNoRateThatTheHeldOutPartsCannotKeep() {
        InspectionModel model = example.inspector().model();
        assertThat(model.heldOut().image(model.score())).hasSize(4);
        InspectionThreshold asked = model.threshold();
        InspectionModel strict = model.withThreshold(new InspectionThreshold(
                asked.value(), asked.pixelValue(), ThresholdMethod.FALSE_ALARM_RATE, 0.01, 1, 1));

        assertThat(new AssessmentWords(example.assessment(), strict).choice())
                .contains("largest score of 4 held-out good parts", "no less than 20\u00a0%")
                .doesNotContain("so that at most");
        assertThat(new AssessmentWords(example.assessment(), model).choice())
                .contains("so that at most 20\u00a0% of good parts are stopped");
    }

    @Test
    void callsTheClassesGoodAndDefectiveAndNothingElse() {
        assertThat(text(page)).contains("Defective: ", "Good: ").doesNotContain("Anomalous: ", "Normal: ");
        assertThat(elements(page, "span")).extracting(Node::getTextContent).contains("good (5)", "defective (6)");
    }

    @Test
    void withOneClassOnlyThePageSaysWhatCannotBeSaid() throws Exception {
        ExampleAssessment normal =
                ExampleAssessment.of(example.inspector(), example.pictures().subList(0, 5));
        assertThat(text(parse(report(normal, "normal"))))
                .contains(
                        "There are no pictures of defective parts here",
                        "Curves need pictures of both",
                        "There are no figures of pixels");

        ExampleAssessment anomalous =
                ExampleAssessment.of(example.inspector(), example.pictures().subList(5, 11));
        assertThat(text(parse(report(anomalous, "anomalous"))))
                .contains("There are no pictures of good parts here", ExampleAssessment.DEFECT);
    }

    @Test
    void anInfiniteThresholdIsNoNumberForTheSlider() throws Exception {
        InspectionModel model = example.inspector().model();
        InspectionThreshold none = model.threshold().withValue(Float.POSITIVE_INFINITY, ThresholdMethod.FIXED, 1, 1);
        ExampleAssessment other = ExampleAssessment.of(new Inspector(model.withThreshold(none)), example.pictures());

        String text = report(other, "infinite");

        assertThat(text).contains("{\"threshold\":null,");
        assertThat(text(parse(text))).contains("it calls nothing anomalous", "Finds none of the 6 defective parts");
    }

    @Test
    void anAssessmentWithoutPicturesIsRefused() {
        ExampleAssessment lost =
                ExampleAssessment.of(example.inspector(), example.pictures().subList(11, 12));
        assertThatIllegalArgumentException().isThrownBy(() -> report(lost, "lost"));
    }
}
