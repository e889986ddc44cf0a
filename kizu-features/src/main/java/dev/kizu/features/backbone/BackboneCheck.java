package dev.kizu.features.backbone;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What makes an ONNX file a backbone. */
final class BackboneCheck {
    private static final String EXPECTED = "expected one input of images as float32 of [n, 3, height, width]";

    private final Path path;
    private final ModelProto model;

    BackboneCheck(Path path, ModelProto model) throws BackboneException {
        this.path = path;
        this.model = model;
        if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
            throw new BackboneException(
                    "%s holds no ONNX graph. Give an ONNX file of a network, not of its weights alone".formatted(path));
        }
    }

    int opset(int oldest, int newest) throws BackboneException {
        long opset = model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                .mapToLong(OperatorSetIdProto::getVersion)
                .max()
                .orElse(0);
        if (opset < oldest) {
            throw new BackboneException(
                    ("%s is written in ONNX opset %d, expected %d to %d. Export it again, in PyTorch with "
                                    + "torch.onnx.export(..., opset_version=17), or convert it in Python with "
                                    + "onnx.version_converter.convert_version(model, %d)")
                            .formatted(path, opset, oldest, newest, oldest));
        }
        if (opset > newest) {
            throw new BackboneException(
                    "%s is written in ONNX opset %d, expected %d to %d. Export it again with an older one, such as opset_version=%d"
                            .formatted(path, opset, oldest, newest, newest));
        }
        return (int) opset;
    }

    void noExternalData() throws BackboneException {
        check(model.getGraph());
        for (var function : model.getFunctionsList()) {
            check(function.getNodeList());
        }
    }

    private void check(GraphProto graph) throws BackboneException {
        for (TensorProto tensor : graph.getInitializerList()) {
            check(tensor);
        }
        for (var tensor : graph.getSparseInitializerList()) {
            check(tensor.getValues());
            check(tensor.getIndices());
        }
        check(graph.getNodeList());
    }

    private void check(List<NodeProto> nodes) throws BackboneException {
        for (NodeProto node : nodes) {
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasT()) {
                    check(attribute.getT());
                }
                for (TensorProto tensor : attribute.getTensorsList()) {
                    check(tensor);
                }
                if (attribute.hasG()) {
                    check(attribute.getG());
                }
                for (GraphProto graph : attribute.getGraphsList()) {
                    check(graph);
                }
            }
        }
    }

    private void check(TensorProto tensor) throws BackboneException {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
            throw new BackboneException(
                    ("%s keeps \"%s\" in another file, expected all weights in one. Join them in Python with "
                                    + "onnx.save_model(onnx.load(\"FILE\"), \"NEW\", save_as_external_data=False)")
                            .formatted(path, tensor.getName()));
        }
    }

    ImageInput input() throws BackboneException {
        List<ValueInfoProto> inputs = BackboneFile.inputs(model.getGraph());
        if (inputs.size() != 1) {
            throw new BackboneException("%s has %d inputs%s, %s. Use a network for images"
                    .formatted(
                            path,
                            inputs.size(),
                            inputs.isEmpty()
                                    ? ""
                                    : inputs.stream()
                                            .map(ValueInfoProto::getName)
                                            .collect(Collectors.joining(", ", " (", ")")),
                            EXPECTED));
        }
        ValueInfoProto input = inputs.get(0);
        TypeProto.Tensor type = input.getType().getTensorType();
        String got = "input \"%s\" of %s takes %s of %s, %s"
                .formatted(input.getName(), path, elementName(type.getElemType()), shape(type), EXPECTED);
        if (type.getElemType() != TensorProto.DataType.FLOAT_VALUE) {
            throw new BackboneException(got + ". Export it in single precision (in PyTorch: model.float())");
        }
        if (!type.hasShape() || type.getShape().getDimCount() != 4) {
            throw new BackboneException(got + ". Export it with an input of four dimensions");
        }
        int[] sizes = type.getShape().getDimList().stream()
                .mapToInt(BackboneCheck::size)
                .toArray();
        if (sizes[1] == 0 ? sizes[3] == 3 : sizes[1] != 3) {
            throw new BackboneException(got
                    + (sizes[3] == 3
                            ? ". Its channels come last: export it with channels first (in tf2onnx: --inputs-as-nchw)"
                            : ". Use a backbone for colour pictures"));
        }
        if (sizes[0] > 1) {
            throw new BackboneException(got
                    + ". It takes %d images at once: export it with a dynamic first dimension, or 1"
                            .formatted(sizes[0]));
        }
        return new ImageInput(input.getName(), sizes[0] == 1, sizes[2], sizes[3]);
    }

    private static int size(Dimension dimension) {
        return dimension.hasDimValue() && dimension.getDimValue() > 0 && dimension.getDimValue() < Integer.MAX_VALUE
                ? (int) dimension.getDimValue()
                : 0;
    }

    private static String elementName(int type) {
        TensorProto.DataType known = TensorProto.DataType.forNumber(type);
        return known == null ? "numbers of unknown type " + type : known.name().toLowerCase(Locale.ROOT);
    }

    private static String shape(TypeProto.Tensor type) {
        if (!type.hasShape()) {
            return "unknown shape";
        }
        return type.getShape().getDimList().stream()
                .map(dimension -> dimension.hasDimValue()
                        ? String.valueOf(dimension.getDimValue())
                        : dimension.getDimParam().isEmpty() ? "?" : dimension.getDimParam())
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
