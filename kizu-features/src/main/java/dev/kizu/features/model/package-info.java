/** Models on features: one graph of backbone and head, its file, and inspection by it. */
@NullMarked
package dev.kizu.features.model;

import org.jspecify.annotations.NullMarked;
