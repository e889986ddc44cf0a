package dev.kizu.cli;

import dev.kizu.features.backbone.BackboneStore;
import dev.kizu.features.backbone.Catalogue;
import dev.kizu.features.backbone.CatalogueEntry;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kizu backbone list --json} prints: the names and the order of the components are the format.
 *
 * @param folder the store, an absolute path
 * @param backbones those in it
 * @param catalogue those that can be downloaded
 */
record BackboneListJson(String folder, List<StoredBackboneJson> backbones, List<Offer> catalogue) {
    /** One that can be downloaded. The normalization is null if the catalogue does not say, the size if it takes any. */
    record Offer(
            String name,
            String address,
            String sha256,
            long bytes,
            String licence,
            List<String> layers,
            @Nullable String normalization,
            @Nullable String size) {
        static Offer of(CatalogueEntry entry) {
            return new Offer(
                    entry.name(),
                    entry.address().toString(),
                    entry.sha256(),
                    entry.bytes(),
                    entry.licence(),
                    entry.layers(),
                    entry.normalization() == null ? null : entry.normalization().toString(),
                    entry.size());
        }
    }

    static BackboneListJson of(BackboneStore store, Catalogue catalogue) throws IOException {
        return new BackboneListJson(
                store.folder().toString(),
                store.list().stream().map(StoredBackboneJson::of).toList(),
                catalogue.backbones().stream().map(Offer::of).toList());
    }
}
