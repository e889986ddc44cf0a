/** The variational autoencoder over image patches: its shape, training, and the three loss terms of every window of an image. */
@NullMarked
package dev.kizu.vae;

import org.jspecify.annotations.NullMarked;
