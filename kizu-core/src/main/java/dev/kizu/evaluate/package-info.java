/** How well scores separate normal from anomalous: ROC, precision-recall, confidence intervals and paired tests. */
@NullMarked
package dev.kizu.evaluate;

import org.jspecify.annotations.NullMarked;
