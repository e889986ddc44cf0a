package dev.kizu.train;

/** What training is doing while no network is being trained. */
public enum TrainingStage {
    /** Reading pictures to train on. */
    READING("Reading pictures"),
    /** Scanning held-out pictures. */
    SCANNING("Scanning held-out pictures"),
    /** Learning what is normal. */
    CALIBRATING("Calibrating");

    private final String title;

    TrainingStage(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }
}
