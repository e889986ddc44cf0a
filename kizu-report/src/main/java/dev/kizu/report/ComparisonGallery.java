package dev.kizu.report;

import dev.kizu.assess.AssessedPicture;
import dev.kizu.detect.ScoreMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pictures beside the map and the verdict of each method, by the model of its first run; each method has a colour scale of its own. */
final class ComparisonGallery {
    private final List<ComparedMethod> methods;
    private final List<ComparedPicture> pictures;
    private final Map<ComparisonChoice, List<Row>> rows = new EnumMap<>(ComparisonChoice.class);
    private final List<ColorScale> scales = new ArrayList<>();

    /**
     * A picture shown.
     *
     * @param thumbnails one for each method, in their order; null where it left the picture out, or the file cannot be read any more
     */
    private record Row(ComparedPicture picture, List<@Nullable Thumbnail> thumbnails) {
        @Nullable
        Thumbnail any() {
            return thumbnails.stream().filter(Objects::nonNull).findFirst().orElse(null);
        }
    }

    private ComparisonGallery(List<ComparedMethod> methods) {
        this.methods = methods;
        this.pictures = ComparedPicture.of(methods);
    }

    /** Picks pictures, and reads and inspects them again: maps of all pictures would not fit into memory. */
    static ComparisonGallery of(List<ComparedMethod> methods) {
        ComparisonGallery gallery = new ComparisonGallery(methods);
        int taken = 0;
        for (ComparisonChoice choice : ComparisonChoice.values()) {
            List<ComparedPicture> chosen = choice.of(gallery.pictures, taken);
            taken += chosen.size();
            gallery.rows.put(choice, chosen.stream().map(gallery::row).toList());
        }
        for (int m = 0; m < methods.size(); m++) {
            gallery.scales.add(gallery.scale(m));
        }
        return gallery;
    }

    private Row row(ComparedPicture picture) {
        List<@Nullable Thumbnail> thumbnails = new ArrayList<>();
        for (int m = 0; m < methods.size(); m++) {
            AssessedPicture one = picture.verdicts().get(m);
            thumbnails.add(one == null ? null : thumbnail(one, methods.get(m)));
        }
        return new Row(picture, thumbnails);
    }

    private static @Nullable Thumbnail thumbnail(AssessedPicture one, ComparedMethod method) {
        try {
            return Thumbnail.of(one, method.inspector());
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private float threshold(int method) {
        return methods.get(method).inspector().model().threshold().pixelValue();
    }

    private ColorScale scale(int method) {
        List<ScoreMap> maps = new ArrayList<>();
        for (List<Row> some : rows.values()) {
            for (Row row : some) {
                Thumbnail thumbnail = row.thumbnails().get(method);
                if (thumbnail != null) {
                    maps.add(thumbnail.map());
                }
            }
        }
        return ColorScale.around(threshold(method), maps);
    }

    /** All of it as HTML. */
    String html() {
        StringBuilder html = new StringBuilder("<div class=\"scales\">");
        for (int m = 0; m < methods.size(); m++) {
            html.append(
                    ("<div class=\"scale\"><span>Anomaly map, %s</span><span class=\"bar\"></span><span class=\"ends\"><span>%s</span>"
                                    + "<span>%s</span></span></div>")
                            .formatted(
                                    Markup.escape(methods.get(m).name()),
                                    Numbers.shorter(scales.get(m).low()),
                                    Numbers.shorter(scales.get(m).high())));
        }
        html.append("</div>");
        rows.forEach((choice, members) -> {
            int all = choice.all(pictures).size();
            String shown = members.size() == all
                    ? Numbers.count(all)
                    : "%s of %s".formatted(Numbers.count(members.size()), Numbers.count(all));
            html.append("<h3>%s (%s)</h3>".formatted(choice.title(), shown));
            if (!members.isEmpty()) {
                html.append("<p class=\"quiet\">%s</p><div class=\"comparisons\">"
                        .formatted(Markup.escape(choice.description())));
                members.forEach(row -> html.append(html(row)));
                html.append("</div>");
            }
        });
        return html.toString();
    }

    private String html(Row row) {
        String name = AssessmentGallery.name(row.picture().picture().file());
        StringBuilder html = new StringBuilder("<figure class=\"example\"><div class=\"strip photos\">");
        Thumbnail any = row.any();
        if (any == null) {
            html.append("<p class=\"quiet\">The file cannot be read any more.</p>");
        } else {
            tile(html, name + ": picture", any.base(), "picture");
            for (int m = 0; m < methods.size(); m++) {
                method(html, name, row, m);
            }
            Picture outlined = any.outlined();
            if (outlined != null) {
                tile(html, name + ": true defect", outlined, "true defect");
            }
        }
        String label =
                row.picture().picture().anomalous() ? row.picture().picture().defect() : "good";
        return html.append("</div><figcaption>%s <span class=\"quiet\">· %s</span></figcaption></figure>"
                        .formatted(Markup.escape(name), Markup.escape(label)))
                .toString();
    }

    private void method(StringBuilder html, String name, Row row, int m) {
        String method = Markup.escape(methods.get(m).name());
        AssessedPicture one = row.picture().verdicts().get(m);
        Thumbnail thumbnail = row.thumbnails().get(m);
        if (one == null || thumbnail == null) {
            html.append("<div><span>%s: left out</span></div>".formatted(method));
            return;
        }
        String word = ComparedPicture.word(one);
        tile(
                html,
                "%s: %s, %s".formatted(name, methods.get(m).name(), word),
                thumbnail.overlay(threshold(m), scales.get(m)),
                "%s: %s, p&#160;=&#160;%s"
                        .formatted(
                                method,
                                ComparedPicture.wrong(one) ? "<b class=\"wrong\">✗ %s</b>".formatted(word) : word,
                                Numbers.fixed(one.pValue(), 3)));
    }

    private static void tile(StringBuilder html, String alternative, Picture picture, String caption) {
        html.append("<div><img src=\"%s\" width=\"%d\" height=\"%d\" alt=\"%s\"/><span>%s</span></div>"
                .formatted(picture.jpegUri(), picture.width(), picture.height(), Markup.escape(alternative), caption));
    }
}
