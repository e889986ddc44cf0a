package dev.kizu.train;

/** What training is doing. */
public enum TrainingStage {
    /** Reading pictures to train on. */
    READING("reading"),
    /** Training a network. */
    TRAINING("training"),
    /** Scanning held-out pictures. */
    SCANNING("scanning held-out pictures"),
    /** Learning what is normal. */
    CALIBRATING("calibrating");

    private final String title;

    TrainingStage(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }
}
