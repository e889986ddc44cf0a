package dev.kizu.cli;

import dev.kizu.features.backbone.BackboneChoice;
import dev.kizu.features.backbone.BackboneFile;
import dev.kizu.features.backbone.BackboneSpec;
import dev.kizu.features.backbone.LayerChoice;
import java.io.IOException;
import java.util.List;

/**
 * What {@code kizu backbone info --json} prints: the names and the order of the components are the format.
 *
 * @param file the file, an absolute path
 * @param bytes its size
 * @param sha256 its SHA-256
 * @param opset version of the operators that it is written in
 * @param input what it takes
 * @param outputs what it declares as outputs
 * @param candidates values that may be layers
 * @param layers those that would be used; none where they have to be named
 * @param normalization the one that would be used
 * @param notes what of these was chosen for want of a word, with reasons
 */
record BackboneInfoJson(
        String file,
        long bytes,
        String sha256,
        int opset,
        Input input,
        List<String> outputs,
        List<Candidate> candidates,
        List<String> layers,
        String normalization,
        List<String> notes) {
    /** What it takes. Height and width are 0 where any will do. */
    record Input(String name, String shape, int height, int width) {}

    /** A value that may be a layer: features at each position, and pixels from one to the next; 0 if there is no such number. */
    record Candidate(String name, int channels, int stride) {}

    static BackboneInfoJson of(BackboneFile file, BackboneSpec asked, boolean all) throws IOException {
        BackboneChoice choice = BackboneChoice.asFarAsKnown(file, asked);
        return new BackboneInfoJson(
                file.path().toAbsolutePath().normalize().toString(),
                file.bytes(),
                file.sha256(),
                file.opset(),
                new Input(
                        file.input().name(),
                        file.input().shape(),
                        file.input().height(),
                        file.input().width()),
                file.outputs(),
                LayerChoice.candidates(file, all ? file.values() : file.outputs()).stream()
                        .map(BackboneInfoJson::candidate)
                        .toList(),
                choice.layers(),
                choice.normalization().toString(),
                choice.notes());
    }

    private static Candidate candidate(LayerChoice.Candidate value) {
        return new Candidate(value.shape().name(), value.shape().channels(), value.stride());
    }
}
