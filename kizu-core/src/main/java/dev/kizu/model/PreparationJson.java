package dev.kizu.model;

import dev.kizu.image.Mask;
import dev.kizu.image.Preparation;
import dev.kizu.image.Region;
import org.jspecify.annotations.Nullable;

/** Writes and reads how a picture becomes an image. */
final class PreparationJson {
    private PreparationJson() {}

    static JsonWriter write(Preparation preparation) {
        JsonWriter json = new JsonWriter()
                .put("channels", preparation.channels())
                .put("height", preparation.height())
                .put("width", preparation.width());
        @Nullable Region region = preparation.region();
        if (region == null) {
            json.putNull("region");
        } else {
            json.put(
                    "region",
                    new JsonWriter()
                            .put("x", region.x())
                            .put("y", region.y())
                            .put("width", region.width())
                            .put("height", region.height()));
        }
        @Nullable Mask mask = preparation.mask();
        return mask == null ? json.putNull("maskRuns") : json.put("maskRuns", MaskRuns.of(mask));
    }

    static Preparation read(Section section) throws ModelFormatException {
        int height = section.whole("height", 1, Limits.WORKING_SIDE);
        int width = section.whole("width", 1, Limits.WORKING_SIDE);
        Limits.check(height, width, Math.max(height, width));
        @Nullable Mask mask = section.has("maskRuns") ? MaskRuns.mask(height, width, section.wholes("maskRuns")) : null;
        return new Preparation(
                section.whole("channels", 1, Limits.CHANNELS),
                height,
                width,
                section.has("region") ? region(section.section("region")) : null,
                mask);
    }

    private static Region region(Section section) throws ModelFormatException {
        return new Region(
                section.whole("x", 0, Integer.MAX_VALUE),
                section.whole("y", 0, Integer.MAX_VALUE),
                section.whole("width", 1, Integer.MAX_VALUE),
                section.whole("height", 1, Integer.MAX_VALUE));
    }
}
