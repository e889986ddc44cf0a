/** Pretrained networks: their files, where they are kept, and what they see in an image. */
@NullMarked
package dev.kizu.features.backbone;

import org.jspecify.annotations.NullMarked;
