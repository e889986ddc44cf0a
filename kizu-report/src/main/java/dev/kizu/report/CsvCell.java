package dev.kizu.report;

import java.io.File;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cells of tables with comma-separated values (RFC 4180), which programs read as they are, and spreadsheets without taking any of them for a
 * formula.
 *
 * <p>A spreadsheet computes what begins with {@code = + - @} or a tab, and file names may. The usual cure, an apostrophe in front, would change the
 * name for programs; {@code ./} in front, here, names the same file.
 */
public final class CsvCell {
    private static final Pattern SPECIAL = Pattern.compile("[,;\"\\s]");
    /** Those of full width count in some languages. */
    private static final Pattern FORMULA =
            Pattern.compile("^[=+\\-@\\s\\uff1d\\uff0b\\uff0d\\uff20].*", Pattern.DOTALL);

    private CsvCell() {}

    /**
     * A value as a cell, in quotes where they are needed.
     *
     * @param value a number, or a text that does not come from outside; null for an empty cell
     */
    public static String of(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        // Where a comma separates decimals, spreadsheets cut at semicolons.
        return SPECIAL.matcher(text).find() ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    /** The path of a file, or the name of a file or folder, as a cell. */
    public static String ofPath(String path) {
        return of(FORMULA.matcher(path).matches() ? "." + File.separator + path : path);
    }
}
