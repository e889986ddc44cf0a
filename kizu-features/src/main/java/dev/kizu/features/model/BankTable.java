package dev.kizu.features.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.kizu.features.patchcore.EntryLinks;
import dev.kizu.features.patchcore.MemoryBank;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For each entry of a bank the numbers of those nearest to it, itself first; and, in large banks, of those that it is linked to for
 * {@link dev.kizu.features.patchcore.BankIndex}. The graph uses the former only. They stand in one table, since runtimes warn of constants that no
 * step uses.
 */
final class BankTable {
    static final String NAME = "bank.neighbours";

    private static final Logger LOG = LoggerFactory.getLogger(BankTable.class);

    /** Entries from which on a bank has links, and is searched along them unless someone says otherwise: from there on that is clearly faster. */
    private static final int LEAST_LINKED = 20_000;
    /** Some seconds' worth. */
    private static final int TOLD = 20_000;

    private BankTable() {}

    /** Whether the table of so large a bank has links. */
    static boolean linked(int size) {
        return size >= LEAST_LINKED;
    }

    /** Adds the table to a graph. */
    static void add(GraphSteps steps, MemoryBank bank) {
        int size = bank.size();
        int near = Math.min(MemoryBank.NEIGHBOURS, size);
        if (linked(size)) {
            LOG.info("Linking the {} entries of the bank, so that an index can search it", size);
        }
        int[] neighbours = bank.neighbourTable(near, Runtime.getRuntime().availableProcessors());
        EntryLinks links = linked(size) ? EntryLinks.of(bank.dimensions(), bank.entries(), progress(size)) : null;
        int degree = links == null ? 0 : links.degree();
        int width = near + degree;
        long[] table = new long[Math.multiplyExact(size, width)];
        for (int entry = 0; entry < size; entry++) {
            for (int i = 0; i < width; i++) {
                table[entry * width + i] = i < near || links == null
                        ? neighbours[entry * near + i]
                        : links.links()[entry * degree + i - near];
            }
        }
        steps.wholes(NAME, table, new long[] {size, width});
    }

    /** Tells now and then how many entries of a bank have been linked. */
    static IntConsumer progress(int size) {
        return done -> {
            if (done % TOLD == 0 && done < size) {
                LOG.info("Linked {} of {} entries", done, size);
            }
        };
    }

    /** Number of entries of a graph's bank; 0 without one. */
    static int size(GraphProto graph) {
        TensorProto table = constant(graph, NAME);
        return table == null ? 0 : (int) table.getDims(0);
    }

    /** Whether a graph's bank has links. */
    static boolean hasLinks(GraphProto graph) {
        TensorProto table = constant(graph, NAME);
        return table != null && table.getDims(1) > MemoryBank.NEIGHBOURS;
    }

    /** The links of a graph's bank; null if it has none. */
    static @Nullable EntryLinks links(GraphProto graph) {
        TensorProto table = constant(graph, NAME);
        if (table == null || !hasLinks(graph)) {
            return null;
        }
        int width = (int) table.getDims(1);
        int degree = width - MemoryBank.NEIGHBOURS;
        LongBuffer numbers = table.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
        int[] links = new int[Math.multiplyExact((int) table.getDims(0), degree)];
        Arrays.setAll(links, i -> (int) numbers.get(i / degree * width + MemoryBank.NEIGHBOURS + i % degree));
        return new EntryLinks(degree, links);
    }

    /** The entries of a graph's bank less their mean, one after another. */
    static float[] entries(GraphProto graph) {
        TensorProto tensor = constant(graph, BankSteps.ENTRIES);
        if (tensor == null) {
            throw new IllegalArgumentException("the graph has no bank");
        }
        // There may be more rows than entries.
        float[] entries = new float[Math.multiplyExact(size(graph), (int) tensor.getDims(1))];
        tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(entries);
        return entries;
    }

    private static @Nullable TensorProto constant(GraphProto graph, String name) {
        return graph.getInitializerList().stream()
                .filter(tensor -> tensor.getName().equals(name))
                .findFirst()
                .orElse(null);
    }
}
