package dev.kizu.cli;

/** What {@code kizu train} can train. */
enum TrainMethod {
    VAE,
    PADIM,
    PATCHCORE
}
