/** The {@code kizu} command: options in, experiments run, summaries, JSON and reports out. */
@NullMarked
package dev.kizu.cli;

import org.jspecify.annotations.NullMarked;
