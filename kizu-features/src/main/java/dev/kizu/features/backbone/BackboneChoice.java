package dev.kizu.features.backbone;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A backbone with all that is needed to run it.
 *
 * @param file its file
 * @param layers names of its features; empty only out of {@link #asFarAsKnown}
 * @param normalization what it wants its colours to be
 * @param notes what was chosen for want of a word, each with its reason, for the reader
 */
public record BackboneChoice(BackboneFile file, List<String> layers, Normalization normalization, List<String> notes) {
    /** Copies the lists. */
    public BackboneChoice {
        layers = List.copyOf(layers);
        notes = List.copyOf(notes);
    }

    /**
     * Settles on layers and a normalization: those asked for, else those of the JSON beside the file, else {@link LayerChoice#of} and
     * {@link Normalization#IMAGENET}, which most networks are trained with.
     *
     * @param asked what the user says; it may say nothing
     * @throws BackboneException if a layer is not there, none was asked for and none is usual, or the JSON is damaged
     * @throws IOException if the JSON cannot be read
     */
    public static BackboneChoice of(BackboneFile file, BackboneSpec asked) throws IOException {
        BackboneChoice choice = asFarAsKnown(file, asked);
        if (choice.layers.isEmpty()) {
            throw new BackboneException(choice.notes.get(0));
        }
        return choice;
    }

    /**
     * Like {@link #of}, but for who only wants to look: where no layers were asked for and none are usual, there are none, and the first note says why.
     *
     * @throws BackboneException if a layer is not there, or the JSON is damaged
     * @throws IOException if the JSON cannot be read
     */
    public static BackboneChoice asFarAsKnown(BackboneFile file, BackboneSpec asked) throws IOException {
        BackboneSpec spec = asked.orElse(BackboneSpec.beside(file.path()));
        List<String> notes = new ArrayList<>();
        List<String> layers = spec.layers();
        if (layers.isEmpty()) {
            LayerChoice choice = LayerChoice.of(file);
            notes.add(choice.reason());
            layers = choice.layers();
        } else {
            file.check(layers);
        }
        Normalization normalization = spec.normalization();
        if (normalization == null) {
            normalization = Normalization.IMAGENET;
            notes.add("normalization imagenet: nothing says another one, and most networks are trained with it");
        }
        return new BackboneChoice(file, layers, normalization, notes);
    }

    /**
     * Makes it ready to run.
     *
     * @throws IOException as {@link Backbone#open}
     */
    public Backbone open(RunOptions run) throws IOException {
        return Backbone.open(file, layers, normalization, run);
    }
}
