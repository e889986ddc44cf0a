package dev.kizu.model;

import com.sun.management.ThreadMXBean;
import dev.kizu.detect.Detector;
import dev.kizu.detect.DetectorOptions;
import dev.kizu.vae.VaeOptions;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Loads models that were changed at random, from nine tenths of their bytes alone to single numbers of their metadata; the digest is not
 * checked, or made right, so that what lies behind it is reached. As a program: {@code ModelFuzzer COUNT SEED}.
 */
final class ModelFuzzer {
    private static final String[] NUMBERS = {
        "0", "-1", "1", "2", "3", "7", "65536", "262144", "2147483647", "2147483648", "-2147483648",
                "9223372036854775807",
        "99999999999999999999", "1e308", "1e999", "-0.0", "0.5", "1e-300", "null", "true", "\"x\"", "[]", "{}", "[1]"
    };
    private static final byte[] BYTES = {0, 1, 2, 8, 10, 18, 58, 66, 114, 0x7f, (byte) 0x80, (byte) 0xff, '"', '{', ']'
    };

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<byte[]> seeds = new ArrayList<>();
    private final Set<String> reasons = new TreeSet<>();
    private final Random random;

    ModelFuzzer(long seed) {
        random = new Random(seed);
        GoldenModels.NAMES.forEach(name -> seeds.add(GoldenModels.file(name)));
        GoldenModels.INSPECTION_NAMES.forEach(name -> seeds.add(GoldenModels.file(name)));
        VaeOptions article = VaeOptions.article().withPatches(256).withEpochs(1).withThreads(1);
        Detector detector = Models.detector(article, DetectorOptions.article(), 1, 28, 28);
        seeds.add(ModelFile.toBytes(detector.content()));
    }

    /**
     * What happened.
     *
     * @param inputs mutated files
     * @param loaded how many were models all the same
     * @param refused how many were not
     * @param reasons how many kinds of messages came
     * @param largestExcess most bytes allocated for one input, less the file's size
     * @param slowestNanos longest time for one input
     */
    record Outcome(int inputs, int loaded, int refused, int reasons, long largestExcess, long slowestNanos) {}

    public static void main(String[] args) {
        long seed = Long.parseLong(args[1]);
        ModelFuzzer fuzzer = new ModelFuzzer(seed);
        fuzzer.run(200);
        long start = System.nanoTime();
        Outcome outcome = fuzzer.run(Integer.parseInt(args[0]));
        System.out.printf(
                Locale.ROOT,
                "%,d inputs (seed %d) in %.1f s: %,d loaded, %,d refused for %d kinds of reasons; slowest %.1f ms, largest allocation %.1f MB beyond the file%n",
                outcome.inputs(),
                seed,
                (System.nanoTime() - start) * 1e-9,
                outcome.loaded(),
                outcome.refused(),
                outcome.reasons(),
                outcome.slowestNanos() * 1e-6,
                outcome.largestExcess() / 1e6);
    }

    /** Loads bytes, with and without a look at the digest. What loads can be saved, and loads again. */
    static boolean check(byte[] bytes) {
        try {
            read(bytes, true);
        } catch (ModelFormatException e) {
            // As it should be.
        }
        LoadedFile loaded;
        try {
            loaded = read(bytes, false);
        } catch (ModelFormatException e) {
            return false;
        }
        try {
            if (loaded instanceof LoadedInspection inspection) {
                ModelFile.inspectionFromBytes(ModelFile.inspectionToBytes(inspection.model()));
            } else {
                ModelFile.fromBytes(ModelFile.toBytes(((LoadedModel) loaded).content()));
            }
        } catch (ModelFormatException e) {
            throw new AssertionError("what was loaded and saved does not load", e);
        }
        return true;
    }

    private static LoadedFile read(byte[] bytes, boolean verify) throws ModelFormatException {
        return ModelFile.any(ModelSource.of(bytes, verify));
    }

    Outcome run(int inputs) {
        int loaded = 0;
        long largest = 0;
        long slowest = 0;
        for (int i = 0; i < inputs; i++) {
            byte[] bytes = mutated();
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            boolean model = load(bytes);
            slowest = Math.max(slowest, System.nanoTime() - start);
            largest = Math.max(largest, threads.getCurrentThreadAllocatedBytes() - allocated - bytes.length);
            loaded += model ? 1 : 0;
        }
        return new Outcome(inputs, loaded, inputs - loaded, reasons.size(), largest, slowest);
    }

    private boolean load(byte[] bytes) {
        try {
            read(bytes, false);
            return true;
        } catch (ModelFormatException e) {
            reasons.add(String.valueOf(e.getMessage()).replaceAll("'[^']*'|[0-9A-Fa-f.x-]+", "#"));
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed file of %d bytes: %s".formatted(bytes.length, e), e);
        }
    }

    private byte[] mutated() {
        byte[] seed = seeds.get(random.nextInt(seeds.size()));
        if (random.nextInt(3) == 0) {
            return byMeaning(seed);
        }
        byte[] bytes = seed.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            bytes = byBytes(bytes);
        }
        return bytes;
    }

    private byte[] byBytes(byte[] bytes) {
        if (bytes.length < 2) {
            return bytes;
        }
        int at = position(bytes);
        int length = 1 + random.nextInt(Math.min(bytes.length - at, random.nextBoolean() ? 8 : 4096));
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = BYTES[random.nextInt(BYTES.length)];
            case 2 -> bytes[at] = (byte) random.nextInt();
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> Arrays.fill(bytes, at, at + length, BYTES[random.nextInt(BYTES.length)]);
            case 5 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int from = random.nextInt(other.length - 1);
                System.arraycopy(other, from, bytes, at, Math.min(length, other.length - from));
            }
            case 6 -> {
                byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
                System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
                return shorter;
            }
            default -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
                System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
                return longer;
            }
        }
        return bytes;
    }

    /** Anywhere, but more often in the metadata at the end and the first steps, where more depends on a byte than among weights. */
    private int position(byte[] bytes) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(Math.min(bytes.length, 300));
            case 1 -> bytes.length - 1 - random.nextInt(Math.min(bytes.length, 4000));
            default -> random.nextInt(bytes.length);
        };
    }

    private byte[] byMeaning(byte[] seed) {
        Tampering tampering = Tampering.of(seed);
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            if (random.nextInt(3) > 0) {
                String[] keys = {
                    Metadata.CONFIG,
                    Metadata.CONFIG,
                    Metadata.CALIBRATION,
                    Metadata.THRESHOLD,
                    Metadata.HELD_OUT,
                    Metadata.PROVENANCE,
                    Metadata.CIRCUMSTANCES,
                    Metadata.FORMAT
                };
                tampering.metadata(keys[random.nextInt(keys.length)], this::text);
            } else {
                tampering.change(model -> {
                    int count = model.getGraph().getInitializerCount();
                    var tensor = model.getGraphBuilder().getInitializerBuilder(random.nextInt(count));
                    switch (random.nextInt(4)) {
                        case 0 -> tensor.setDataType(random.nextInt(12));
                        case 1 -> tensor.addDims(random.nextInt(3));
                        case 2 -> {
                            if (tensor.getDimsCount() > 0) {
                                long size = random.nextBoolean() ? random.nextInt(70) : random.nextLong();
                                tensor.setDims(random.nextInt(tensor.getDimsCount()), size);
                            }
                        }
                        default -> {
                            byte[] raw = tensor.getRawData().toByteArray();
                            if (raw.length > 0) {
                                Arrays.fill(raw, random.nextInt(raw.length), raw.length, (byte) 0xff);
                            }
                            tensor.setRawData(com.google.protobuf.ByteString.copyFrom(raw));
                        }
                    }
                });
            }
        }
        return tampering.sealed();
    }

    /** Another number in place of one, or a character more, less or changed. */
    private String text(String json) {
        List<int[]> numbers = new ArrayList<>();
        var matcher = java.util.regex.Pattern.compile("-?[0-9][0-9.E+-]*").matcher(json);
        while (matcher.find()) {
            numbers.add(new int[] {matcher.start(), matcher.end()});
        }
        if (!numbers.isEmpty() && random.nextInt(4) > 0) {
            int[] number = numbers.get(random.nextInt(Math.min(numbers.size(), 30)));
            return json.substring(0, number[0]) + NUMBERS[random.nextInt(NUMBERS.length)] + json.substring(number[1]);
        }
        int at = random.nextInt(json.length() + 1);
        String by = switch (random.nextInt(4)) {
            case 0 -> "[".repeat(random.nextInt(100_000));
            case 1 -> "1,".repeat(random.nextInt(100_000));
            case 2 -> String.valueOf((char) random.nextInt(0xd800));
            default -> "";
        };
        return json.substring(0, at) + by + json.substring(Math.min(json.length(), at + random.nextInt(4)));
    }
}
