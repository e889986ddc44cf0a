package dev.kizu.features.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnxruntime.OrtException;
import dev.kizu.calibrate.ConformalPValue;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.detect.ScoreMap;
import dev.kizu.detect.Verdict;
import dev.kizu.features.backbone.Provider;
import dev.kizu.features.backbone.RunOptions;
import dev.kizu.features.patchcore.EntryLinks;
import dev.kizu.image.Image;
import dev.kizu.inspect.PartInspection;
import dev.kizu.inspect.PartInspector;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inspects pictures by a model on features, whose graph ONNX Runtime runs: each inspection on the calling thread, unless options say
 * otherwise. The nearest entries of a large bank are found by an index instead ({@link BankSearch}), and Kizu computes autoencoders itself. Thread-safe.
 */
public final class FeatureInspector implements PartInspector {
    private static final Logger LOG = LoggerFactory.getLogger(FeatureInspector.class);

    private final FeatureModel model;
    private final PictureRun run;
    private final @Nullable BankSearch search;
    private final FeatureLayout layout;
    /** Null where nothing was held out. */
    private final @Nullable ConformalPValue pValue;

    private FeatureInspector(FeatureModel model, PictureRun run, @Nullable BankSearch search) {
        this.model = model;
        this.run = run;
        this.search = search;
        this.layout = layout(model);
        float[] heldOut = model.heldOut().image(model.score());
        this.pValue = heldOut.length == 0 ? null : ConformalPValue.among(heldOut);
    }

    private static FeatureLayout layout(FeatureModel model) {
        return FeatureLayout.of(
                model.preparation(), model.cell(), model.config().smoothing());
    }

    /** Makes a model ready to run, with {@link BankSearch#AUTO}. */
    public static FeatureInspector open(FeatureModel model, RunOptions run) throws IOException {
        return open(model, run, BankSearch.AUTO);
    }

    /**
     * Makes a model ready to run. With {@link BankSearch#INDEX}, where the model's file has no links for the index, they are made, which takes some 0.1 ms
     * for each entry of the bank.
     *
     * @param search how the nearest entries of a bank are found
     * @throws IllegalArgumentException if the model has no bank, and search is not {@link BankSearch#AUTO}
     * @throws IOException if ONNX Runtime cannot run it, or what it is to run on is not there; the message says what to do
     */
    public static FeatureInspector open(FeatureModel model, RunOptions run, BankSearch search) throws IOException {
        try {
            BankSearch chosen = chosen(model, search, run.provider());
            PictureRun made = chosen == BankSearch.INDEX
                    ? new IndexRun(model, links(model), layout(model), run)
                    : new GraphRun(model, run);
            return new FeatureInspector(model, made, chosen);
        } catch (OrtException e) {
            throw new IOException(
                    "ONNX Runtime cannot run this model: %s. Train it again, or use the version of Kizu that trained it"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    /** {@link BankSearch#EXACT} or {@link BankSearch#INDEX}; null for a model without a bank. */
    static @Nullable BankSearch chosen(FeatureModel model, BankSearch search, Provider provider) {
        GraphProto graph = model.onnx().getGraph();
        if (BankTable.size(graph) == 0) {
            if (search != BankSearch.AUTO) {
                throw new IllegalArgumentException(
                        "search by %s is for models with a bank (patchcore, both and auto), and this one is by %s. Use auto"
                                .formatted(
                                        search.name().toLowerCase(Locale.ROOT),
                                        model.method().title()));
            }
            return null;
        }
        if (search != BankSearch.AUTO) {
            return search;
        }
        // The index is the processor's, and a graphics card may well be faster at looking at all.
        return provider == Provider.CPU && BankTable.hasLinks(graph) ? BankSearch.INDEX : BankSearch.EXACT;
    }

    private static EntryLinks links(FeatureModel model) {
        GraphProto graph = model.onnx().getGraph();
        int size = BankTable.size(graph);
        EntryLinks links = BankTable.links(graph);
        if (links == null) {
            LOG.info("Linking the {} entries of the bank: the model's file has no links", size);
            float[] entries = BankTable.entries(graph);
            links = EntryLinks.of(entries.length / size, entries, BankTable.progress(size));
        }
        LOG.info(
                "Search: by an index of the bank's {} entries (--search exact holds features against all of them)",
                size);
        return links;
    }

    /** How the bank is searched, {@link BankSearch#EXACT} or {@link BankSearch#INDEX}; null for a model without a bank. */
    public @Nullable BankSearch search() {
        return search;
    }

    @Override
    public FeatureModel model() {
        return model;
    }

    @Override
    public PartInspection inspect(Image picture) {
        FeatureScoring.Found found = run(model.preparation().apply(picture));
        double score = found.score();
        return new PartInspection(
                Map.of(model.score(), score),
                new Verdict(
                        model.score(),
                        score,
                        model.threshold().value(),
                        model.threshold().isExceededBy(score)),
                pValue == null ? 1 : pValue.of(score),
                found.map(),
                model.heldOut().image(model.score()).length);
    }

    /** What is found in a prepared image. */
    FeatureScoring.Found run(Image prepared) {
        try {
            PictureRun.Said said = run.run(prepared);
            return new FeatureScoring.Found(
                    new ScoreMap(layout.rows(), layout.columns(), said.map()), said.score(), layout.peak(said.map()));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean[] insideCells() {
        boolean[] inside = new boolean[layout.rows() * layout.columns()];
        for (int cell : layout.inside()) {
            inside[cell] = true;
        }
        return inside;
    }

    @Override
    public FeatureInspector withThreshold(InspectionThreshold threshold) {
        return new FeatureInspector(model.withThreshold(threshold), run, search);
    }

    @Override
    public void close() {
        try {
            run.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not close a session", e);
        }
    }
}
