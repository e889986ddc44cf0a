package dev.kizu.vae;

import dev.kizu.parallel.Team;
import org.jspecify.annotations.Nullable;

/** The latent heads and the dense layer after them in training. Between the two nothing is summed over groups, so each group goes through both at once. */
final class LatentStages extends JoinedStages {
    private final Batch batch;
    private final Stage before;
    private final LatentStage heads;
    private final NormStage dense;

    LatentStages(Batch batch, Stage before) {
        this(batch, before, new LatentStage(batch, before));
    }

    private LatentStages(Batch batch, Stage before, LatentStage heads) {
        super(new NormStage(batch, heads.index + 1, heads));
        this.batch = batch;
        this.before = before;
        this.heads = heads;
        dense = last();
    }

    /** Writes the term D of one group's patches. */
    void klTerm(int group) {
        heads.klTerm(group);
    }

    @Override
    public void forward(Team.Member member, float[] scratch) {
        for (int group = member.from(batch.groups()); group < member.to(batch.groups()); group++) {
            heads.forward(group, scratch);
            dense.forward(group, scratch);
        }
        member.sync(dense::finishForward);
    }

    @Override
    public void backward(Team.Member member, float[] scratch, @Nullable Stage next) {
        for (int group = member.from(batch.groups()); group < member.to(batch.groups()); group++) {
            dense.backward(group, scratch);
            heads.backward(group, scratch);
        }
        if (next != null) {
            next.weightGradients(member, scratch);
        }
        member.sync(before::finishBackward);
    }

    @Override
    public void weightGradients(Team.Member member, float[] scratch) {
        dense.weightGradients(member, scratch);
        heads.weightGradients(member, scratch);
    }
}
