/** PaDiM: a normal distribution of features for each position. */
@NullMarked
package dev.kizu.features.padim;

import org.jspecify.annotations.NullMarked;
