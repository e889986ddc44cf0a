package dev.kizu.features.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.image.Preparation;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.PartMetadata;
import dev.kizu.model.PartModel;
import dev.kizu.model.Provenance;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model on the features of a pretrained network, with autoencoders beside it or without. Immutable.
 *
 * @param metadata what it has in common with other models of parts
 * @param config how it looks at pictures
 * @param onnx its graph, from prepared images to scores. Thresholds and metadata in it do not count: files get those of this record
 * @param autoencoders those that the method has beside the features, without held-out scores and thresholds, which are those of the whole; null for methods without
 */
public record FeatureModel(
        PartMetadata metadata,
        FeatureConfig config,
        ModelProto onnx,
        @Nullable InspectionModel autoencoders) implements PartModel {
    /** Checks that the parts fit the method. */
    public FeatureModel {
        if (config.kind().withAutoencoders() != (autoencoders != null)) {
            throw new IllegalArgumentException("a model by %s comes %s autoencoders"
                    .formatted(config.kind().title(), autoencoders == null ? "without" : "with"));
        }
        if (autoencoders != null && !autoencoders.preparation().equals(metadata.preparation())) {
            throw new IllegalArgumentException("autoencoders of images %s, and features of images %s, expected the same"
                    .formatted(autoencoders.preparation(), metadata.preparation()));
        }
    }

    /** A model without autoencoders. */
    public FeatureModel(PartMetadata metadata, FeatureConfig config, ModelProto onnx) {
        this(metadata, config, onnx, null);
    }

    /** How features are held against those of normal pictures. */
    public Method method() {
        return config.kind();
    }

    @Override
    public Preparation preparation() {
        return metadata.preparation();
    }

    @Override
    public int cell() {
        return metadata.cell();
    }

    @Override
    public ScoreKind score() {
        return metadata.score();
    }

    @Override
    public Aggregation aggregation() {
        return metadata.aggregation();
    }

    @Override
    public HeldOutScores heldOut() {
        return metadata.heldOut();
    }

    @Override
    public InspectionThreshold threshold() {
        return metadata.threshold();
    }

    @Override
    public Provenance provenance() {
        return metadata.provenance();
    }

    @Override
    public Map<String, String> description() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Method", method().title());
        rows.put("Backbone", "%s, layers %s".formatted(config.backbone(), String.join(", ", config.layers())));
        rows.put("Features", "%d at each position".formatted(config.dimensions()));
        if (config.entries() > 0) {
            boolean linked = BankTable.hasLinks(onnx.getGraph());
            rows.put(
                    "Bank",
                    "%,d entries%s".formatted(config.entries(), linked ? ", linked for search by an index" : ""));
        }
        if (autoencoders != null) {
            autoencoders
                    .description()
                    .forEach((name, value) -> rows.put("Autoencoders' " + name.toLowerCase(Locale.ROOT), value));
        }
        return rows;
    }

    @Override
    public FeatureModel withThreshold(InspectionThreshold threshold) {
        return with(threshold, heldOut(), provenance());
    }

    /** A copy with other scores of held-out images. */
    public FeatureModel withHeldOut(HeldOutScores heldOut) {
        return with(threshold(), heldOut, provenance());
    }

    @Override
    public FeatureModel withProvenance(Provenance provenance) {
        return with(threshold(), heldOut(), provenance);
    }

    private FeatureModel with(InspectionThreshold threshold, HeldOutScores heldOut, Provenance provenance) {
        return new FeatureModel(
                new PartMetadata(preparation(), cell(), score(), aggregation(), heldOut, threshold, provenance),
                config,
                onnx,
                autoencoders);
    }
}
