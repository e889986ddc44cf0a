package dev.kizu.train;

import dev.kizu.image.Image;
import dev.kizu.vae.EpochCheck;
import dev.kizu.vae.Vae;
import dev.kizu.vae.WindowTerms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends training when the loss on held-out pictures rises, and keeps the network with the smallest one. */
final class HeldOutLoss implements EpochCheck {
    /** One epoch may be worse by chance. */
    private static final int PATIENCE = 2;

    private final List<Image> images;
    private final int stride;
    private final int threads;
    private double best = Double.POSITIVE_INFINITY;
    private @Nullable Vae bestNetwork;
    private int worse;

    /**
     * Creates a check.
     *
     * @param images some held-out pictures, shrunk to the scale
     */
    HeldOutLoss(List<Image> images, int stride, int threads) {
        this.images = images;
        this.stride = stride;
        this.threads = threads;
    }

    @Override
    public boolean goOn(int epoch, Vae network) {
        double loss = loss(network);
        if (loss < best) {
            best = loss;
            bestNetwork = network;
            worse = 0;
        } else {
            worse++;
        }
        return worse < PATIENCE;
    }

    /** The mean of D + A + M over all windows. */
    double loss(Vae network) {
        double sum = 0;
        long count = 0;
        for (WindowTerms terms : network.scanner(stride).scan(images, threads, done -> {})) {
            for (int w = 0; w < terms.size(); w++) {
                sum += terms.elbo(w);
            }
            count += terms.size();
        }
        return sum / count;
    }

    /** The last network, or an earlier one whose loss was smaller. */
    Vae better(Vae last) {
        Vae earlier = bestNetwork;
        return earlier != null && best < loss(last) ? earlier : last;
    }
}
