package dev.kizu.cli.inspect;

/**
 * How many pictures got which verdict.
 *
 * @param normal pictures that are normal
 * @param anomalous pictures that are anomalous
 * @param errors pictures that could not be inspected
 */
public record ResultCounts(long normal, long anomalous, long errors) {
    static final ResultCounts NONE = new ResultCounts(0, 0, 0);

    /** All of them. */
    public long total() {
        return normal + anomalous + errors;
    }

    ResultCounts plus(ResultLine result) {
        return new ResultCounts(
                normal + (result.verdict().equals(ResultLine.NORMAL) ? 1 : 0),
                anomalous + (result.verdict().equals(ResultLine.ANOMALOUS) ? 1 : 0),
                errors + (result.verdict().equals(ResultLine.ERROR) ? 1 : 0));
    }
}
