package dev.kizu.vae;

import dev.kizu.nn.BatchNormalization;
import dev.kizu.nn.LinearLayer;
import dev.kizu.nn.kernel.Layout;
import org.jspecify.annotations.Nullable;

/**
 * A layer with weights and what follows it.
 *
 * @param linear the layer with weights
 * @param norm batch normalisation behind it; null only for the latent heads
 * @param output where the next layer expects this block's output, padding included
 */
record Block(LinearLayer linear, @Nullable BatchNormalization norm, Layout output) {}
