/** How long work shows how far it is: a bar on a terminal, plain lines in a log, or nothing. */
@NullMarked
package dev.kizu.cli.progress;

import org.jspecify.annotations.NullMarked;
