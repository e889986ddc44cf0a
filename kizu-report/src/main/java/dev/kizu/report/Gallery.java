package dev.kizu.report;

import dev.kizu.detect.ScoreMap;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.experiment.MethodResult;
import dev.kizu.image.Image;
import dev.kizu.score.ScoreKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Example images beside their heatmaps, every kind of heatmap on one colour scale of its own. */
final class Gallery {
    private static final int PER_GROUP = 4;
    private static final int LONGEST_SIDE = 112;
    private static final String INPUT = "Input";

    private final ExperimentResult result;
    private final List<Scale> scales;
    private final Map<Example.Group, List<Row>> rows;

    /** A kind of heatmap, and how to make one. */
    private record Kind(String title, Function<Example, ScoreMap> map) {}

    /** The colours of a kind of heatmap. */
    private record Scale(String title, ColorScale colors) {}

    /** An example and its heatmaps of every kind. */
    private record Painted(Example example, List<ScoreMap> maps) {}

    /** An example and its pictures. */
    private record Row(Example example, List<Tile> tiles) {}

    /** One picture of an example: its input or a heatmap of it. */
    private record Tile(String title, String description, Picture picture) {}

    private Gallery(ExperimentResult result, List<Scale> scales, Map<Example.Group, List<Row>> rows) {
        this.result = result;
        this.scales = scales;
        this.rows = rows;
    }

    /** Picks examples and draws all heatmaps. */
    static Gallery of(ExperimentResult result) {
        Map<Example.Group, List<Example>> examples = Example.pick(result, PER_GROUP);
        List<Kind> kinds = kinds(result);
        Map<Example.Group, List<Painted>> painted = new EnumMap<>(Example.Group.class);
        examples.forEach((group, members) -> painted.put(group, paint(members, kinds)));
        List<Painted> all = painted.values().stream().flatMap(List::stream).toList();
        List<Scale> scales = IntStream.range(0, kinds.size())
                .mapToObj(i -> new Scale(kinds.get(i).title(), colors(i, all)))
                .toList();
        Map<Example.Group, List<Row>> rows = new EnumMap<>(Example.Group.class);
        painted.forEach((group, members) -> rows.put(
                group,
                members.stream()
                        .map(one -> new Row(one.example(), tiles(one, scales)))
                        .toList()));
        return new Gallery(result, scales, rows);
    }

    private static List<Painted> paint(List<Example> examples, List<Kind> kinds) {
        return examples.stream()
                .map(example -> new Painted(
                        example,
                        kinds.stream().map(kind -> kind.map().apply(example)).toList()))
                .toList();
    }

    private static ColorScale colors(int kind, List<Painted> all) {
        List<ScoreMap> normal = all.stream()
                .filter(one -> !one.example().anomalous())
                .map(one -> one.maps().get(kind))
                .toList();
        return ColorScale.covering(
                normal, all.stream().map(one -> one.maps().get(kind)).toList());
    }

    private static List<Kind> kinds(ExperimentResult result) {
        WindowLayout grid = WindowLayout.of(result.options());
        List<Kind> kinds = new ArrayList<>();
        for (MethodResult method : result.methods()) {
            ScoreKind kind = method.kind();
            kinds.add(new Kind(kind.title(), example -> grid.paint(windows(example, kind), example.image())));
        }
        kinds.add(new Kind("Pixel M", example -> example.inspection().pixelMap()));
        return kinds;
    }

    private static ScoreMap windows(Example example, ScoreKind kind) {
        ScoreMap windows = example.inspection().windowScores().get(kind);
        if (windows == null) {
            throw new IllegalArgumentException(
                    "the detector gives no window scores of kind %s, though the experiment has results for it"
                            .formatted(kind.id()));
        }
        return windows;
    }

    private static List<Tile> tiles(Painted painted, List<Scale> scales) {
        Image image = painted.example().image();
        List<Tile> row = new ArrayList<>();
        row.add(new Tile(INPUT, "the image itself", Picture.of(image).shrunk(LONGEST_SIDE)));
        for (int i = 0; i < scales.size(); i++) {
            Scale scale = scales.get(i);
            Picture picture = Picture.heatmap(image, painted.maps().get(i), scale.colors());
            row.add(new Tile(scale.title(), "heatmap, " + scale.title(), picture.shrunk(LONGEST_SIDE)));
        }
        return row;
    }

    /** All groups as HTML. */
    String html() {
        StringBuilder html = new StringBuilder();
        rows.forEach((group, members) -> {
            html.append("<h3>%s</h3><p class=\"quiet\">%s</p>"
                    .formatted(group.title(), Markup.escape(group.description())));
            if (members.isEmpty()) {
                html.append("<p>There are none at this threshold.</p>");
                return;
            }
            html.append("<div class=\"examples\">");
            members.forEach(row -> html.append(html(row)));
            html.append("</div>");
        });
        return html.toString();
    }

    private String html(Row row) {
        Example example = row.example();
        String name = "%s test image %s"
                .formatted(example.anomalous() ? "Anomalous" : "Normal", Numbers.count(example.number()));
        StringBuilder html = new StringBuilder("<figure class=\"example\"><div class=\"strip\">");
        for (Tile tile : row.tiles()) {
            String alt = "%s: %s".formatted(name, tile.description());
            html.append("<div><img src=\"%s\" width=\"%d\" height=\"%d\" alt=\"%s\"/><span>%s</span></div>"
                    .formatted(
                            tile.picture().dataUri(),
                            tile.picture().width(),
                            tile.picture().height(),
                            Markup.escape(alt),
                            Markup.escape(tile.title())));
        }
        String score = "%s score %s".formatted(result.best().kind().title(), Numbers.shorter(example.score()));
        return html.append("</div><figcaption>%s <span class=\"quiet nowrap\">· %s</span></figcaption></figure>"
                        .formatted(Markup.escape(name), Markup.escape(score)))
                .toString();
    }

    /** The colour scales as HTML: a bar for each kind of heatmap, with the scores at its ends. */
    String scalesHtml() {
        StringBuilder html = new StringBuilder("<div class=\"scales\">");
        scales.forEach(scale -> html.append(("<div class=\"scale\"><span>%s</span><span class=\"bar\"></span>"
                        + "<span class=\"ends\"><span>%s</span><span>%s</span></span></div>")
                .formatted(
                        Markup.escape(scale.title()),
                        Numbers.shorter(scale.colors().low()),
                        Numbers.shorter(scale.colors().high()))));
        return html.append("</div>").toString();
    }

    /** All examples on one sheet: a row for each, anomalous images in the left half, normal ones in the right. */
    Sheet sheet() {
        List<Sheet.Group> anomalous = new ArrayList<>();
        List<Sheet.Group> normal = new ArrayList<>();
        rows.forEach((group, members) -> {
            if (!members.isEmpty()) {
                (group.anomalous() ? anomalous : normal)
                        .add(new Sheet.Group(
                                group.title(),
                                members.stream().map(Gallery::enlarged).toList()));
            }
        });
        List<String> heads = new ArrayList<>(List.of(INPUT));
        scales.forEach(scale -> heads.add(scale.title()));
        return new Sheet(heads, List.of(anomalous, normal));
    }

    private static List<Picture> enlarged(Row row) {
        return row.tiles().stream()
                .map(Tile::picture)
                .map(picture ->
                        picture.enlarged(Math.max(1, LONGEST_SIDE / Math.max(picture.height(), picture.width()))))
                .toList();
    }
}
