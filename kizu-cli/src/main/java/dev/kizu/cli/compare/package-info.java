/** {@code kizu compare}: how it prints what came out, and where models lie in between. */
@NullMarked
package dev.kizu.cli.compare;

import org.jspecify.annotations.NullMarked;
