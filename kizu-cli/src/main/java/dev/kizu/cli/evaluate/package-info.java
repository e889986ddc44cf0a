/** {@code kizu evaluate}: its data, and how it prints what came out. */
@NullMarked
package dev.kizu.cli.evaluate;

import org.jspecify.annotations.NullMarked;
