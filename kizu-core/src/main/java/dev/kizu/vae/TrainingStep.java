package dev.kizu.vae;

import dev.kizu.nn.Adam;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.Layout;
import dev.kizu.parallel.Team;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of training: forward, loss, backward, Adam. All members of a team call {@link #run} together. Between barriers, work is split by
 * position, and sums have one order, so the number of threads changes no bit.
 */
final class TrainingStep {
    private static final int CHUNK = 2048;

    private final VaeNetwork network;
    private final Kernel kernel;
    private final Batch batch;
    private final List<Stage> stages = new ArrayList<>();
    private final LatentStages latent;
    private final LossReduction reduction;
    private final float gradientClip;
    private final Adam adam;
    private final double[] chunkNorms;

    private double rate;
    private float lossScale;
    private float gradientFactor;
    private double loss;

    TrainingStep(VaeNetwork network, Kernel kernel, VaeOptions options, float[] parameters, float[] running) {
        this.network = network;
        this.kernel = kernel;
        this.batch = new Batch(network, kernel, options, parameters, running);
        this.reduction = options.reduction();
        this.gradientClip = options.gradientClip();
        this.adam = new Adam(parameters.length, options.adamEpsilon());
        this.chunkNorms = new double[(parameters.length + CHUNK - 1) / CHUNK];
        Stage last = new NormStage(batch, 0, null);
        stages.add(last);
        for (int i = 1; i < network.latentBlock(); i++) {
            last = add(new NormStage(batch, i, last));
        }
        latent = new LatentStages(batch, last);
        last = add(latent);
        int next = latent.last().index + 1;
        if (batch.lines) {
            last = add(new LineStages(batch, latent.last()));
            next += PlaceLines.STAGES;
        }
        for (int i = next; i < network.blocks().size(); i++) {
            last = add(new NormStage(batch, i, last));
        }
        batch.packed.pack(parameters, 0, batch.packed.pieces());
    }

    private Stage add(Stage stage) {
        stages.add(stage);
        return stage;
    }

    /** Scratch space for one member of the team. */
    float[] newScratch() {
        return batch.newScratch();
    }

    /** Sets what the next step is about; one thread calls this between steps. */
    void begin(int patches, double learningRate) {
        batch.begin(patches);
        rate = learningRate;
        lossScale = reduction == LossReduction.MEAN ? 1f / patches : 1f;
    }

    /** The sum of {@code D + A + M} over the patches of the last step, in nats. */
    double loss() {
        return loss;
    }

    /** The gradient of the last step, after the sum over shards and before clipping. */
    float[] gradient() {
        return batch.gradient();
    }

    BatchBuffers buffers() {
        return batch.buffers;
    }

    /** Takes the step; every member of the team calls this with its own scratch space, and meets the others before anything else. */
    void run(Team.Member member, BatchSource source, float[] scratch) {
        for (int group = member.from(batch.groups()); group < member.to(batch.groups()); group++) {
            fill(group, source);
        }
        for (Stage stage : stages) {
            stage.forward(member, scratch);
        }
        Stage last = stages.get(stages.size() - 1);
        for (int group = member.from(batch.groups()); group < member.to(batch.groups()); group++) {
            last.activate(group);
            loss(group, last.gradientAt(group));
            last.takeGradient(group, scratch);
        }
        member.sync(() -> {
            addLoss();
            last.finishBackward();
        });
        for (int i = stages.size() - 1; i >= 0; i--) {
            stages.get(i).backward(member, scratch, i + 1 < stages.size() ? stages.get(i + 1) : null);
        }
        stages.get(0).weightGradients(member, scratch);
        member.sync(() -> {});
        update(member);
    }

    private void fill(int group, BatchSource source) {
        int pixelsAt = batch.pixelsAt(group);
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            int patch = group * Lanes.COUNT + lane;
            if (patch < batch.patches()) {
                source.patch(patch, batch.memory, pixelsAt + lane, Lanes.COUNT);
                source.noise(patch, batch.memory, batch.noiseAt(group) + lane, Lanes.COUNT);
            }
        }
        batch.clearIdleLanes(group, pixelsAt, network.patch().size() * Lanes.COUNT);
    }

    private void loss(int group, int gradientAt) {
        int last = network.blocks().size() - 1;
        Block head = batch.block(last);
        Layout gradientLayout = head.linear().outGradient();
        kernel.gaussianLoss(
                head.output(),
                batch.memory,
                batch.outputAt(last, group),
                batch.block(0).linear().in(),
                batch.memory,
                batch.pixelsAt(group),
                network.varianceFloor(),
                lossScale,
                batch.memory,
                batch.buffers.terms + group * 2 * Lanes.COUNT,
                gradientLayout,
                batch.memory,
                gradientAt);
        batch.clearIdleLanes(group, gradientAt, gradientLayout.size());
        latent.klTerm(group);
    }

    private void addLoss() {
        double sum = 0;
        for (int patch = 0; patch < batch.patches(); patch++) {
            int lane = patch % Lanes.COUNT;
            int termsAt = batch.buffers.terms + patch / Lanes.COUNT * 2 * Lanes.COUNT;
            sum += (double) batch.memory[batch.buffers.kl + patch]
                    + batch.memory[termsAt + lane]
                    + batch.memory[termsAt + Lanes.COUNT + lane];
        }
        loss = sum;
    }

    private void update(Team.Member member) {
        float[] parameters = batch.parameters;
        for (int chunk = member.from(chunkNorms.length); chunk < member.to(chunkNorms.length); chunk++) {
            chunkNorms[chunk] = sumShards(chunk);
        }
        member.sync(this::beginUpdate);
        int count = parameters.length;
        adam.update(parameters, gradient(), gradientFactor, member.from(count), member.to(count));
        member.sync(() -> {});
        int pieces = batch.packed.pieces();
        batch.packed.pack(parameters, member.from(pieces), member.to(pieces));
    }

    /** Adds the shards' gradients of some parameters into the first shard's, in order; gives the sum of squares. */
    private double sumShards(int chunk) {
        int from = chunk * CHUNK;
        int to = Math.min(from + CHUNK, batch.parameters.length);
        float[] total = gradient();
        for (int shard = 1; shard < batch.shards(); shard++) {
            float[] more = batch.buffers.shardGradients[shard];
            for (int i = from; i < to; i++) {
                total[i] += more[i];
            }
        }
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += (double) total[i] * total[i];
        }
        return squares;
    }

    private void beginUpdate() {
        double squares = 0;
        for (double chunk : chunkNorms) {
            squares += chunk;
        }
        double norm = Math.sqrt(squares);
        gradientFactor = norm > gradientClip ? (float) (gradientClip / norm) : 1f;
        adam.beginStep(rate);
    }
}
