package dev.kizu.cli;

import dev.kizu.features.backbone.StoredBackbone;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints what the commands about backbones have to say. */
final class BackboneText {
    private static final int SHOWN = 12;

    private BackboneText() {}

    static void print(StoredBackbone stored, boolean json, PrintStream out) {
        StoredBackboneJson told = StoredBackboneJson.of(stored);
        if (json) {
            Json.print(told, out);
            return;
        }
        stored(new InfoLines(out), "Stored", told);
        out.println("Try it:  kizu backbone info " + stored.name());
    }

    static void print(BackboneListJson list, PrintStream out) {
        InfoLines lines = new InfoLines(out);
        lines.line("Store", "%s%s", list.folder(), list.backbones().isEmpty() ? ", which is empty" : "");
        list.backbones().forEach(backbone -> stored(lines, "", backbone));
        lines.line(
                "Catalogue",
                "to be had with 'kizu backbone download NAME'%s",
                list.catalogue().isEmpty() ? ": none" : "");
        for (BackboneListJson.Offer offer : list.catalogue()) {
            lines.line(
                    "",
                    "%s: %.1f MB, licence %s, images of %s",
                    offer.name(),
                    offer.bytes() / 1e6,
                    offer.licence(),
                    offer.size() == null ? "any size" : offer.size());
            lines.line("", "  %s", offer.address());
        }
    }

    private static void stored(InfoLines lines, String label, StoredBackboneJson backbone) {
        lines.line(
                label, "%s: %.1f MB, licence %s", backbone.name(), backbone.bytes() / 1e6, known(backbone.licence()));
        lines.line("", "  %s", backbone.file());
        lines.line(
                "",
                "  layers %s, normalization %s",
                backbone.layers().isEmpty() ? "not said" : String.join(", ", backbone.layers()),
                known(backbone.normalization()));
    }

    private static String known(@Nullable String text) {
        return text == null ? "not said" : text;
    }

    static void print(BackboneInfoJson info, PrintStream out) {
        InfoLines lines = new InfoLines(out);
        lines.line("File", "%s", info.file());
        lines.line("", "ONNX, %,d bytes, opset %d", info.bytes(), info.opset());
        lines.line("", "SHA-256 %s", info.sha256());
        boolean fixed = info.input().height() > 0 || info.input().width() > 0;
        lines.line(
                "Input",
                "%s, float32 of %s%s",
                info.input().name(),
                info.input().shape(),
                fixed ? ": images of this size only" : "");
        lines.line("Outputs", "%s", some(info.outputs()));
        String label = "Candidates";
        for (BackboneInfoJson.Candidate candidate : info.candidates()) {
            lines.line(
                    label,
                    "%s: %,d channels, %s",
                    candidate.name(),
                    candidate.channels(),
                    candidate.stride() == 0 ? "no even stride" : "stride " + candidate.stride());
            label = "";
        }
        lines.line("Layers", "%s", info.layers().isEmpty() ? "none" : String.join(", ", info.layers()));
        lines.line("", "normalization %s", info.normalization());
        info.notes().forEach(note -> lines.line("Chosen", "%s", note));
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? " and %,d more".formatted(names.size() - SHOWN) : "");
    }
}
