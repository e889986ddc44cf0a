package dev.kizu.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The masks in a folder, looked up by the images that they are of. */
final class Masks {
    private static final String SUFFIX = "_mask";

    private final Map<String, Path> files = new HashMap<>();
    private final Set<Path> used = new HashSet<>();

    private Masks() {}

    static Masks none() {
        return new Masks();
    }

    static Masks in(Path folder, ImageTree tree) throws IOException {
        Masks masks = new Masks();
        for (Path file : tree.images(folder, null)) {
            // The first in order, where several differ only in their extension.
            masks.files.putIfAbsent(key(folder.relativize(file)), file);
        }
        return masks;
    }

    /** Some systems take letters with accents apart in the names of files, others do not. */
    private static String key(Path relative) {
        String name = Normalizer.normalize(ImageTree.name(relative), Normalizer.Form.NFC);
        return name.substring(0, name.lastIndexOf('.'));
    }

    /**
     * The mask of an image; null if there is none.
     *
     * @param places where it may be, from the folder of masks on, each with the image's name
     */
    @Nullable
    Path find(List<Path> places) {
        for (Path place : places) {
            String key = key(place);
            for (String name : new String[] {key + SUFFIX, key}) {
                Path mask = files.get(name);
                if (mask != null) {
                    used.add(mask);
                    return mask;
                }
            }
        }
        return null;
    }

    /** How many masks no image has asked for. */
    int unused() {
        return files.size() - used.size();
    }
}
