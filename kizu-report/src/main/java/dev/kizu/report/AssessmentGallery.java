package dev.kizu.report;

import dev.kizu.assess.AssessedPicture;
import dev.kizu.assess.Assessment;
import dev.kizu.detect.ScoreMap;
import dev.kizu.inspect.PartInspector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pictures with errors, and those that nearly are, beside their overlays; all on one colour scale. */
final class AssessmentGallery {
    private final Assessment assessment;
    private final float threshold;
    private final Map<GalleryChoice, List<Row>> rows;
    private final ColorScale scale;

    /**
     * A picture shown.
     *
     * @param thumbnail null if the file cannot be read any more
     */
    private record Row(AssessedPicture picture, @Nullable Thumbnail thumbnail) {}

    private AssessmentGallery(Assessment assessment, float threshold, Map<GalleryChoice, List<Row>> rows) {
        this.assessment = assessment;
        this.threshold = threshold;
        this.rows = rows;
        this.scale = scale(rows.values().stream().flatMap(List::stream).toList(), threshold);
    }

    /** Picks pictures, and reads and inspects them again: maps of all pictures would not fit into memory. */
    static AssessmentGallery of(Assessment assessment, PartInspector inspector) {
        Map<GalleryChoice, List<Row>> rows = new EnumMap<>(GalleryChoice.class);
        int taken = 0;
        for (GalleryChoice choice : GalleryChoice.values()) {
            List<AssessedPicture> chosen = choice.of(assessment, taken);
            taken += chosen.size();
            rows.put(choice, chosen.stream().map(one -> row(one, inspector)).toList());
        }
        return new AssessmentGallery(assessment, inspector.model().threshold().pixelValue(), rows);
    }

    private static Row row(AssessedPicture picture, PartInspector inspector) {
        try {
            return new Row(picture, Thumbnail.of(picture, inspector));
        } catch (IOException | IllegalArgumentException e) {
            return new Row(picture, null);
        }
    }

    private static ColorScale scale(List<Row> rows, float threshold) {
        List<ScoreMap> maps = new ArrayList<>();
        for (Row row : rows) {
            if (row.thumbnail() != null) {
                maps.add(row.thumbnail().map());
            }
        }
        return ColorScale.around(threshold, maps);
    }

    /** All of it as HTML. */
    String html() {
        StringBuilder html = new StringBuilder(
                ("<div class=\"scales\"><div class=\"scale\"><span>Anomaly map</span><span class=\"bar\"></span>"
                                + "<span class=\"ends\"><span>%s</span><span>%s</span></span></div></div>")
                        .formatted(Numbers.shorter(scale.low()), Numbers.shorter(scale.high())));
        rows.forEach((choice, members) -> {
            long all = choice.all(assessment.pictures()).count();
            String shown = members.size() == all
                    ? Numbers.count(all)
                    : "%s of %s".formatted(Numbers.count(members.size()), Numbers.count(all));
            html.append("<h3>%s (%s)</h3>".formatted(choice.title(), shown));
            if (!members.isEmpty()) {
                html.append("<p class=\"quiet\">%s</p><div class=\"examples\">"
                        .formatted(Markup.escape(choice.description())));
                members.forEach(row -> html.append(html(row)));
                html.append("</div>");
            }
        });
        return html.toString();
    }

    private String html(Row row) {
        AssessedPicture one = row.picture();
        Thumbnail thumbnail = row.thumbnail();
        String name = name(one.picture().file());
        StringBuilder html = new StringBuilder("<figure class=\"example\"><div class=\"strip photos\">");
        if (thumbnail == null) {
            html.append("<p class=\"quiet\">The file cannot be read any more.</p>");
        } else {
            tile(html, name, "picture", thumbnail.base());
            tile(html, name, "anomaly map", thumbnail.overlay(threshold, scale));
            Picture outlined = thumbnail.outlined();
            if (outlined != null) {
                tile(html, name, "true defect", outlined);
            }
        }
        String label = one.picture().anomalous() ? one.picture().defect() : "good";
        return html.append(
                        "</div><figcaption>%s <span class=\"quiet\">· %s, score %s, p = %s</span></figcaption></figure>"
                                .formatted(
                                        Markup.escape(name),
                                        Markup.escape(label),
                                        Numbers.shorter(one.verdict().score()),
                                        Numbers.fixed(one.pValue(), 3)))
                .toString();
    }

    /** With its folder: names alone are often the same. */
    static String name(Path file) {
        int names = file.getNameCount();
        return names < 2 ? file.toString() : file.subpath(names - 2, names).toString();
    }

    private static void tile(StringBuilder html, String name, String title, Picture picture) {
        html.append("<div><img src=\"%s\" width=\"%d\" height=\"%d\" alt=\"%s\"/><span>%s</span></div>"
                .formatted(
                        picture.jpegUri(),
                        picture.width(),
                        picture.height(),
                        Markup.escape(name + ": " + title),
                        title));
    }
}
