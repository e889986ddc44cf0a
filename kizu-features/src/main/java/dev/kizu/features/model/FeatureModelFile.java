package dev.kizu.features.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.kizu.file.WholeFile;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.ModelFormatException;
import dev.kizu.model.PartMetadata;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Saves and loads models on features: one ONNX file, backbone and head in one graph, that any runtime runs; what else a model is stands in the
 * file's metadata.
 */
public final class FeatureModelFile {
    /** The version of the format. */
    public static final int FORMAT_VERSION = 3;

    private static final String FORMAT = "kizu.format_version";
    private static final String FEATURES = "kizu.features";
    private static final String CIRCUMSTANCES = "kizu.circumstances";
    private static final String DIGEST = "kizu.sha256";
    private static final int METADATA_FIELD = 14;
    private static final long LARGEST = Integer.MAX_VALUE;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private FeatureModelFile() {}

    /**
     * Whether a file is a model on features, by its metadata alone: quick, however large it is.
     *
     * @throws IOException if it cannot be read
     */
    public static boolean isOne(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            CodedInputStream in = CodedInputStream.newInstance(stream);
            in.setSizeLimit(Integer.MAX_VALUE);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) != METADATA_FIELD) {
                    in.skipField(tag);
                    continue;
                }
                StringStringEntryProto entry = StringStringEntryProto.parseFrom(in.readByteArray());
                if (entry.getKey().equals(FORMAT)) {
                    return entry.getValue().equals(String.valueOf(FORMAT_VERSION));
                }
            }
            return false;
        } catch (InvalidProtocolBufferException e) {
            // Whoever reads it as a model of another kind says what is wrong with it.
            return false;
        }
    }

    /**
     * Saves a model. The file is written under another name and then moved, so that nothing half-written is ever found under the real one.
     *
     * @throws IOException if that fails
     */
    public static void save(FeatureModel model, Path file) throws IOException {
        ModelProto proto = proto(model);
        String digest = digest(proto);
        ModelProto whole =
                proto.toBuilder().addMetadataProps(entry(DIGEST, digest)).build();
        WholeFile.write(file, temporary -> {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                whole.writeTo(out);
            }
        });
    }

    private static ModelProto proto(FeatureModel model) throws IOException {
        GraphProto.Builder graph = model.onnx().getGraph().toBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            String name = graph.getInitializer(i).getName();
            if (name.equals(FeatureGraph.THRESHOLD_VALUE)) {
                graph.setInitializer(
                        i, with(graph.getInitializer(i), model.threshold().value()));
            } else if (name.equals(FeatureGraph.PIXEL_THRESHOLD_VALUE)) {
                graph.setInitializer(
                        i, with(graph.getInitializer(i), model.threshold().pixelValue()));
            }
        }
        ModelProto.Builder proto = model.onnx().toBuilder()
                .setGraph(graph)
                .setProducerName("Kizu")
                .setProducerVersion(model.provenance().kizuVersion())
                .setDocString(
                        "Inspection of parts by %s on the features of a pretrained network, fitted to normal images alone. "
                                        .formatted(model.method().title())
                                + "Takes prepared images, gives anomaly maps, scores and verdicts.")
                .clearMetadataProps();
        PartMetadata.write(model, FORMAT_VERSION).forEach((key, value) -> proto.addMetadataProps(entry(key, value)));
        try {
            proto.addMetadataProps(entry(FEATURES, MAPPER.writeValueAsString(model.config())));
        } catch (JacksonException e) {
            throw new IOException("cannot write the settings of a model: " + e.getMessage(), e);
        }
        InspectionModel autoencoders = model.autoencoders();
        if (autoencoders != null) {
            AutoencoderPart.metadata(autoencoders).forEach((key, value) -> proto.addMetadataProps(entry(key, value)));
        }
        return proto.build();
    }

    private static TensorProto with(TensorProto tensor, float value) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .flip();
        return tensor.toBuilder().setRawData(ByteString.copyFrom(bytes)).build();
    }

    static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    /** Over all but the digest itself, the circumstances and entries of others. */
    private static String digest(ModelProto proto) throws IOException {
        ModelProto.Builder covered = proto.toBuilder().clearMetadataProps();
        for (StringStringEntryProto entry : proto.getMetadataPropsList()) {
            boolean own = entry.getKey().startsWith("kizu.");
            if (own && !entry.getKey().equals(DIGEST) && !entry.getKey().equals(CIRCUMSTANCES)) {
                covered.addMetadataProps(entry);
            }
        }
        try (DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256())) {
            CodedOutputStream coded = CodedOutputStream.newInstance(out);
            covered.build().writeTo(coded);
            coded.flush();
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Loads a model.
     *
     * @throws ModelFormatException if the file is no such model, or was damaged or changed; the message says why
     * @throws IOException if it cannot be read at all
     */
    public static LoadedFeatureModel load(Path file) throws IOException {
        long bytes = Files.size(file);
        if (bytes > LARGEST) {
            throw new ModelFormatException(
                    "cannot load %s: it has %,d bytes, a model has at most %,d".formatted(file, bytes, LARGEST));
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return read(ModelProto.parseFrom(in), bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new ModelFormatException(
                    "cannot load %s: it is not an ONNX file, or a truncated or damaged one. Save the model again, or copy it again"
                            .formatted(file),
                    e);
        } catch (ModelFormatException e) {
            throw new ModelFormatException("cannot load %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static LoadedFeatureModel read(ModelProto proto, long bytes) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (StringStringEntryProto entry : proto.getMetadataPropsList()) {
            if (metadata.putIfAbsent(entry.getKey(), entry.getValue()) != null) {
                throw new ModelFormatException("its metadata have two entries %s".formatted(entry.getKey()));
            }
        }
        String found = digest(proto);
        String written = metadata.get(DIGEST);
        if (!found.equals(written)) {
            throw new ModelFormatException(
                    "its content has the SHA-256 %s, but its metadata entry %s says %s: it was damaged, or changed after Kizu saved it. Copy or save it again"
                            .formatted(found, DIGEST, written == null ? "nothing" : "'" + written + "'"));
        }
        FeatureConfig config;
        try {
            config = MAPPER.readValue(metadata.getOrDefault(FEATURES, ""), FeatureConfig.class);
            return new LoadedFeatureModel(
                    new FeatureModel(
                            PartMetadata.read(metadata),
                            config,
                            proto.toBuilder().clearMetadataProps().build(),
                            config.kind().withAutoencoders() ? AutoencoderPart.read(metadata, proto.getGraph()) : null),
                    found,
                    bytes);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new ModelFormatException(
                    "its metadata entry %s makes no sense: %s".formatted(FEATURES, e.getMessage()), e);
        }
    }
}
