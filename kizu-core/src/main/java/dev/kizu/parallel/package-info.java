/** A team of threads that take a program's steps together. */
@NullMarked
package dev.kizu.parallel;

import org.jspecify.annotations.NullMarked;
