/** Where an image is flawed: connected regions of an anomaly map above a threshold. */
@NullMarked
package dev.kizu.flaw;

import org.jspecify.annotations.NullMarked;
