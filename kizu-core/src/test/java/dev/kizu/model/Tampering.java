package dev.kizu.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kizu.onnx.OnnxFile;
import dev.kizu.onnx.OnnxFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Changes model files as somebody might who knows the format: the digest is made right again. By the official format's classes. */
final class Tampering {
    private final ModelProto.Builder model;

    private Tampering(byte[] file) {
        try {
            model = ModelProto.parseFrom(file).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    static Tampering of(byte[] file) {
        return new Tampering(file);
    }

    Tampering change(Consumer<ModelProto.Builder> change) {
        change.accept(model);
        return this;
    }

    String metadata(String key) {
        return model.getMetadataPropsList().stream()
                .filter(entry -> entry.getKey().equals(key))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    Tampering metadata(String key, UnaryOperator<String> change) {
        for (int i = 0; i < model.getMetadataPropsCount(); i++) {
            StringStringEntryProto entry = model.getMetadataProps(i);
            if (entry.getKey().equals(key)) {
                model.setMetadataProps(i, entry.toBuilder().setValue(change.apply(entry.getValue())));
            }
        }
        return this;
    }

    /** Replaces a piece of a metadata entry, which has to be there. */
    Tampering replace(String key, String piece, String by) {
        return metadata(key, json -> {
            if (!json.contains(piece)) {
                throw new AssertionError("%s does not hold %s: %s".formatted(key, piece, json));
            }
            return json.replace(piece, by);
        });
    }

    Tampering withoutMetadata(String key) {
        for (int i = model.getMetadataPropsCount() - 1; i >= 0; i--) {
            if (model.getMetadataProps(i).getKey().equals(key)) {
                model.removeMetadataProps(i);
            }
        }
        return this;
    }

    Tampering addMetadata(String key, String value) {
        model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
        return this;
    }

    Tampering tensor(String name, Consumer<TensorProto.Builder> change) {
        for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
            if (tensor.getName().equals(name)) {
                change.accept(tensor);
                return this;
            }
        }
        throw new AssertionError("no tensor " + name);
    }

    /** Sets one element of a tensor of floats. */
    Tampering element(String tensor, int index, float value) {
        return tensor(tensor, builder -> {
            ByteBuffer raw = ByteBuffer.wrap(builder.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
            raw.putFloat(index * Float.BYTES, value);
            builder.setRawData(ByteString.copyFrom(raw.array()));
        });
    }

    Tampering withoutTensor(String name) {
        for (int i = 0; i < model.getGraph().getInitializerCount(); i++) {
            if (model.getGraph().getInitializer(i).getName().equals(name)) {
                model.getGraphBuilder().removeInitializer(i);
                return this;
            }
        }
        throw new AssertionError("no tensor " + name);
    }

    GraphProto unsealedGraph() {
        return model.getGraph();
    }

    /** The file as it now is, with the digest that it had. */
    byte[] unsealed() {
        return model.build().toByteArray();
    }

    /** The file with a digest that fits. */
    byte[] sealed() {
        try {
            byte[] bytes = unsealed();
            String digest = Digest.of(bytes, OnnxFile.read(bytes));
            return metadata(Metadata.DIGEST, old -> digest).unsealed();
        } catch (OnnxFormatException e) {
            return unsealed();
        }
    }
}
