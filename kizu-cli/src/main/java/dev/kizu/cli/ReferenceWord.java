package dev.kizu.cli;

import dev.kizu.features.model.FeatureModel;
import dev.kizu.features.model.Method;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.PartModel;

/** What a model holds scores against, in one word, for JSON. */
final class ReferenceWord {
    private ReferenceWord() {}

    /** PaDiM, alone or not, knows what is normal at each place, PatchCore what is normal anywhere. */
    static String of(PartModel model) {
        return model instanceof FeatureModel features
                ? features.method().members().contains(Method.PADIM) ? "positional" : "image"
                : InfoJson.name(((InspectionModel) model).reference());
    }
}
