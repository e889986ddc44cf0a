/** Inspecting folders of pictures: from files to results, overlays, maps and masks. */
@NullMarked
package dev.kizu.cli.inspect;

import org.jspecify.annotations.NullMarked;
