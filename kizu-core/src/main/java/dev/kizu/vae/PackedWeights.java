package dev.kizu.vae;

import dev.kizu.nn.LinearMap;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of a network in training, packed for the way forward and for the way back. Pieces may be packed by several threads at once.
 */
final class PackedWeights {
    /** All packed weights; the indices say where those of each block begin. */
    final float[] values;

    final int[] forward;
    final int[] backward;
    private final List<Piece> pieces = new ArrayList<>();

    private record Piece(LinearMap map, int number, int weightsAt, int packedAt) {}

    /**
     * Plans the pieces.
     *
     * @param lines whether {@link LineStages} does the decoder's first two stages, which takes weights as they are
     */
    PackedWeights(VaeNetwork network, boolean lines) {
        List<Block> blocks = network.blocks();
        forward = new int[blocks.size()];
        backward = new int[blocks.size()];
        int size = 0;
        int first = network.latentBlock() + 2;
        for (int i = 0; i < blocks.size(); i++) {
            if (lines && i >= first && i < first + PlaceLines.STAGES) {
                continue;
            }
            forward[i] = size;
            size = add(blocks.get(i).linear().forward(), blocks.get(i), size);
            backward[i] = size;
            // Nobody asks for the gradient of the pixels.
            size = i == 0 ? size : add(blocks.get(i).linear().backward(), blocks.get(i), size);
        }
        values = new float[size];
    }

    private int add(LinearMap map, Block block, int at) {
        int weightsAt = block.linear().weights().offset();
        for (int number = 0; number < map.pieces(); number++) {
            pieces.add(new Piece(map, number, weightsAt, at));
        }
        return Math.addExact(at, map.packedSize());
    }

    int pieces() {
        return pieces.size();
    }

    /** Packs some of the pieces. */
    void pack(float[] parameters, int from, int to) {
        for (int i = from; i < to; i++) {
            Piece piece = pieces.get(i);
            piece.map.pack(piece.number, parameters, piece.weightsAt, values, piece.packedAt);
        }
    }
}
