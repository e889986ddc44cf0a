package dev.kizu.vae;

import dev.kizu.parallel.Team;
import org.jspecify.annotations.Nullable;

/**
 * One or more blocks of the network in training. All members of a team call the methods that take a member together; those split work by position
 * and meet at barriers. The others are for one group, or for one thread between barriers.
 */
interface Stage {
    /** From the output of the stage before to this stage's values, of all groups. */
    void forward(Team.Member member, float[] scratch);

    /** From one group's values to what goes into the next stage. */
    void activate(int group);

    /** Where one group's gradient of what went into the next stage belongs. */
    int gradientAt(int group);

    /** Takes that gradient, once it is there, as far as one group can. */
    void takeGradient(int group, float[] scratch);

    /** For one thread, once all groups' gradients are taken. */
    void finishBackward();

    /**
     * The rest of the way back, to the gradients that the stage before takes; and the next stage's weight gradients, for which all is there then.
     *
     * @param next the next stage; null for the last one
     */
    void backward(Team.Member member, float[] scratch, @Nullable Stage next);

    /** Gradients of the stage's weights, where {@link #backward} does not give them. */
    void weightGradients(Team.Member member, float[] scratch);
}
