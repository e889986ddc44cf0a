package dev.kizu.features.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.kizu.features.backbone.BackboneException;
import dev.kizu.features.backbone.RunOptions;
import dev.kizu.features.backbone.Runtimes;
import dev.kizu.features.patchcore.BankIndex;
import dev.kizu.features.patchcore.EntryLinks;
import dev.kizu.features.patchcore.Nearest;
import dev.kizu.image.Image;
import dev.kizu.image.Preparation;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a model's graph in two parts, the steps before the search in the bank and those after it, and in between searches by an index. So distances,
 * weights, maps and scores are computed by the same steps as in the whole graph, and differ only where the index missed the nearest entry. Where an image
 * score is made of no more than {@value #SETTLED} cells, the index does not miss those that it comes from.
 */
final class IndexRun implements PictureRun {
    /**
     * So many of an image's largest distances are made sure of: those that scores and flaws come from. Where a score is the mean of more, a single one hardly
     * matters.
     */
    private static final int SETTLED = 64;

    private final Preparation size;
    private final int[] inside;
    private final int columns;
    private final int threads;
    private final List<String> between;
    private final BankIndex index;
    private final @Nullable AutoencoderRun autoencoders;
    private final OrtSession before;
    private final OrtSession after;

    /**
     * Cuts a model's graph.
     *
     * @param model with a bank
     * @param links of the bank's entries
     */
    IndexRun(FeatureModel model, EntryLinks links, FeatureLayout layout, RunOptions run)
            throws OrtException, BackboneException {
        this.size = model.preparation();
        this.inside = layout.inside();
        this.columns = layout.columns();
        this.threads = run.threads();
        GraphProto graph = model.onnx().getGraph();
        float[] entries = BankTable.entries(graph);
        this.index = new BankIndex(entries.length / links.size(), entries, links);
        this.between = between(graph);
        this.autoencoders = AutoencoderRun.of(model);
        this.before = Runtimes.open(PictureRun.part(model.onnx(), graph.getInputList(), between), run);
        List<ValueInfoProto> inputs = new ArrayList<>();
        between.forEach(value -> inputs.add(GraphSteps.untold(value, TensorProto.DataType.FLOAT)));
        inputs.add(GraphSteps.untold(BankSteps.NEAREST, TensorProto.DataType.INT64));
        if (autoencoders != null) {
            inputs.addAll(AutoencoderSteps.given());
        }
        try {
            this.after = Runtimes.open(PictureRun.part(model.onnx(), inputs, OUTPUTS), run);
        } catch (OrtException | BackboneException | RuntimeException | Error e) {
            before.close();
            throw e;
        }
    }

    /** What steps after the search need of those before it. */
    private static List<String> between(GraphProto graph) {
        Set<String> values = new HashSet<>();
        graph.getNodeList().forEach(node -> values.addAll(node.getOutputList()));
        return values.contains(DistanceSteps.PADIM_DISTANCES)
                ? List.of(BankSteps.VECTORS, DistanceSteps.PADIM_DISTANCES)
                : List.of(BankSteps.VECTORS);
    }

    @Override
    public Said run(Image prepared) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxTensor input = PictureRun.input(prepared, size);
                OrtSession.Result first = before.run(Map.of(FeatureGraph.IMAGE, input), new HashSet<>(between))) {
            long[] found = nearest(PictureRun.floats(first, BankSteps.VECTORS));
            Map<String, OnnxTensor> made = new HashMap<>();
            try {
                made.put(
                        BankSteps.NEAREST,
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(found), new long[] {1, found.length}));
                if (autoencoders != null) {
                    autoencoders.see(prepared, made);
                }
                Map<String, OnnxTensor> inputs = new HashMap<>(made);
                between.forEach(
                        value -> inputs.put(value, (OnnxTensor) first.get(value).orElseThrow()));
                try (OrtSession.Result result = after.run(inputs, OUTPUTS)) {
                    return Said.of(result);
                }
            } finally {
                made.values().forEach(OnnxTensor::close);
            }
        }
    }

    private long[] nearest(float[] vectors) {
        Nearest nearest = index.nearest(vectors, columns, threads);
        index.settle(vectors, inside, SETTLED, nearest);
        return Arrays.stream(nearest.entries()).asLongStream().toArray();
    }

    @Override
    public void close() throws OrtException {
        try {
            before.close();
        } finally {
            after.close();
        }
    }
}
