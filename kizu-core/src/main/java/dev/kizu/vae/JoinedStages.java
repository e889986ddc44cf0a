package dev.kizu.vae;

/** Blocks that are one stage; towards the next one they are the last of them. */
abstract class JoinedStages implements Stage {
    private final NormStage last;

    JoinedStages(NormStage last) {
        this.last = last;
    }

    /** The last block. */
    final NormStage last() {
        return last;
    }

    @Override
    public final void activate(int group) {
        last.activate(group);
    }

    @Override
    public final int gradientAt(int group) {
        return last.gradientAt(group);
    }

    @Override
    public final void takeGradient(int group, float[] scratch) {
        last.takeGradient(group, scratch);
    }

    @Override
    public final void finishBackward() {
        last.finishBackward();
    }
}
