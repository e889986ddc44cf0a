package dev.kizu.vae;

/**
 * What training gives.
 *
 * @param vae the network
 * @param summary how training went
 */
public record TrainedVae(Vae vae, TrainingSummary summary) {}
