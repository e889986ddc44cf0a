package dev.kizu.report;

import dev.kizu.detect.ScoreKind;
import dev.kizu.detect.ScoreMap;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.experiment.MethodResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Example images beside their heatmaps, every kind of heatmap on one colour scale of its own. */
final class Gallery {
    private static final int PER_GROUP = 4;
    private static final int LONGEST_SIDE = 112;

    private final Map<Example.Group, List<Example>> examples;
    private final Map<String, ColorScale> scales = new LinkedHashMap<>();
    private final Map<Example.Group, List<List<Tile>>> tiles = new EnumMap<>(Example.Group.class);
    private final ExperimentResult result;

    /** One picture of an example: its input or a heatmap of it. */
    private record Tile(String title, String description, Picture picture) {}

    private Gallery(ExperimentResult result) {
        this.result = result;
        this.examples = Example.pick(result, PER_GROUP);
    }

    /** Picks examples and draws all heatmaps. */
    static Gallery of(ExperimentResult result) {
        Gallery gallery = new Gallery(result);
        WindowLayout grid = WindowLayout.of(result.options());
        Map<String, Function<Example, ScoreMap>> maps = new LinkedHashMap<>();
        for (MethodResult method : result.methods()) {
            ScoreKind kind = method.kind();
            maps.put(kind.title(), example -> grid.paint(windows(example, kind), example.image()));
        }
        maps.put("Pixel M", example -> example.inspection().pixelMap());
        gallery.draw(maps);
        return gallery;
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

    private void draw(Map<String, Function<Example, ScoreMap>> maps) {
        Map<Example, Map<String, ScoreMap>> painted = new LinkedHashMap<>();
        examples.values()
                .forEach(group -> group.forEach(example -> {
                    Map<String, ScoreMap> own = new LinkedHashMap<>();
                    maps.forEach((title, map) -> own.put(title, map.apply(example)));
                    painted.put(example, own);
                }));
        maps.keySet().forEach(title -> {
            List<ScoreMap> all =
                    painted.values().stream().map(own -> own.get(title)).toList();
            List<ScoreMap> normal = painted.entrySet().stream()
                    .filter(entry -> !entry.getKey().anomalous())
                    .map(entry -> entry.getValue().get(title))
                    .toList();
            scales.put(title, ColorScale.covering(normal, all));
        });
        examples.forEach((group, members) -> tiles.put(
                group,
                members.stream()
                        .map(example -> tiles(example, painted.get(example)))
                        .toList()));
    }

    private List<Tile> tiles(Example example, Map<String, ScoreMap> maps) {
        List<Tile> row = new ArrayList<>();
        row.add(new Tile(
                "Input", "the image itself", Picture.of(example.image()).shrunk(LONGEST_SIDE)));
        maps.forEach((title, map) -> {
            ColorScale scale = scales.get(title);
            row.add(new Tile(
                    title,
                    "heatmap, " + title,
                    Picture.heatmap(example.image(), map, scale).shrunk(LONGEST_SIDE)));
        });
        return row;
    }

    /** All groups as HTML. */
    String html() {
        StringBuilder html = new StringBuilder();
        examples.forEach((group, members) -> {
            html.append("<h3>%s</h3><p class=\"quiet\">%s</p>"
                    .formatted(group.title(), Markup.escape(group.description())));
            if (members.isEmpty()) {
                html.append("<p>There are none at this threshold.</p>");
                return;
            }
            html.append("<div class=\"examples\">");
            for (int i = 0; i < members.size(); i++) {
                html.append(html(members.get(i), tiles.get(group).get(i)));
            }
            html.append("</div>");
        });
        return html.toString();
    }

    private String html(Example example, List<Tile> row) {
        String name = "%s test image %s"
                .formatted(example.anomalous() ? "Anomalous" : "Normal", Numbers.count(example.number()));
        StringBuilder html = new StringBuilder("<figure class=\"example\"><div class=\"strip\">");
        for (Tile tile : row) {
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
        scales.forEach((title, scale) -> html.append(("<div class=\"scale\"><span>%s</span><span class=\"bar\"></span>"
                        + "<span class=\"ends\"><span>%s</span><span>%s</span></span></div>")
                .formatted(Markup.escape(title), Numbers.shorter(scale.low()), Numbers.shorter(scale.high()))));
        return html.append("</div>").toString();
    }

    /** All examples in one picture, without any text: a row for each, anomalous images in the left half, normal ones in the right. */
    Picture sheet() {
        List<List<List<Picture>>> anomalous = new ArrayList<>();
        List<List<List<Picture>>> normal = new ArrayList<>();
        tiles.forEach((group, rows) -> {
            if (!rows.isEmpty()) {
                (group.anomalous() ? anomalous : normal)
                        .add(rows.stream().map(Gallery::enlarged).toList());
            }
        });
        return Sheet.of(List.of(anomalous, normal));
    }

    private static List<Picture> enlarged(List<Tile> row) {
        return row.stream()
                .map(Tile::picture)
                .map(picture ->
                        picture.enlarged(Math.max(1, LONGEST_SIDE / Math.max(picture.height(), picture.width()))))
                .toList();
    }
}
