/**
 * The arithmetic, over lanes of sixteen patches: a scalar kernel that says what the result is, and a vector kernel that
 * gives the same bits faster. Every operation on a lane is one of IEEE add, multiply, fma, divide, compare; sums over
 * lanes follow one fixed tree. So results depend neither on the vector width nor on how the code was compiled.
 */
@NullMarked
package dev.kizu.nn.kernel;

import org.jspecify.annotations.NullMarked;
