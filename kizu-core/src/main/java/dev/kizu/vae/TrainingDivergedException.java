package dev.kizu.vae;

/** Training produced a loss that is not a finite number. The message says when, and what to change. */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public TrainingDivergedException(String message) {
        super(message);
    }
}
