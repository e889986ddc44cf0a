/** Images as float planes. */
@NullMarked
package dev.kizu.image;

import org.jspecify.annotations.NullMarked;
