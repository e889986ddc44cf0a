/** Files that are there as a whole or not at all. */
@NullMarked
package dev.kizu.file;

import org.jspecify.annotations.NullMarked;
