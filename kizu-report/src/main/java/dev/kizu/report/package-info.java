/**
 * The report of an experiment: one self-contained HTML page, and plots as PNG files. Start at
 * {@link dev.kizu.report.ReportWriter}.
 */
@NullMarked
package dev.kizu.report;

import org.jspecify.annotations.NullMarked;
