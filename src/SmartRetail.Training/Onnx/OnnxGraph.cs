using System.Globalization;
using System.Runtime.InteropServices;

namespace SmartRetail.Training.Onnx;

/// <summary>
/// Writes an ONNX model, node by node (opset 17, IR version 8). The field numbers are those of ONNX's published schema.
/// Every node has one output; its name is made here and handed back, so that a network reads as a chain of calls.
/// </summary>
internal sealed class OnnxGraph(string name)
{
    private const int FloatType = 1;
    private const int Int64Type = 7;
    private readonly ProtoMessage _graph = new ProtoMessage().Text(2, name);
    private readonly Dictionary<string, string> _constants = [];
    private int _nodes;

    /// <summary>Declares an input of int64; a size of null is dynamic and has the name beside it.</summary>
    public string InputInt64(string name, params ReadOnlySpan<(string Name, long? Size)> shape)
    {
        _graph.Message(11, ValueInfo(name, Int64Type, shape));
        return name;
    }

    /// <summary>Declares the output of float that is to have <paramref name="value"/>.</summary>
    public void OutputFloat(string name, string value, params ReadOnlySpan<(string Name, long? Size)> shape)
    {
        AddNode("Identity", [value], name, []);
        _graph.Message(12, ValueInfo(name, FloatType, shape));
    }

    /// <summary>Declares an input of float; a size of null is dynamic and has the name beside it.</summary>
    public string InputFloat(string name, params ReadOnlySpan<(string Name, long? Size)> shape)
    {
        _graph.Message(11, ValueInfo(name, FloatType, shape));
        return name;
    }

    public string Floats(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape)
    {
        _graph.Message(5, Tensor(name, FloatType, MemoryMarshal.AsBytes(values), shape));
        return name;
    }

    /// <summary>Returns a constant scalar; equal ones are one.</summary>
    public string Float(float value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"float:{value:R}");
        return _constants.TryGetValue(name, out var known) ? known : _constants[name] = Floats(name, [value]);
    }

    /// <summary>Returns a constant vector of int64; equal ones are one.</summary>
    public string Numbers(params ReadOnlySpan<long> values)
    {
        var name = "int64:" + string.Join(',', values.ToArray());
        if (!_constants.TryAdd(name, name))
        {
            return name;
        }

        _graph.Message(5, Tensor(name, Int64Type, MemoryMarshal.AsBytes(values), [values.Length]));
        return name;
    }

    /// <summary>Returns a constant scalar of int64.</summary>
    public string Number(long value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"int64 scalar:{value}");
        if (_constants.TryAdd(name, name))
        {
            _graph.Message(5, Tensor(name, Int64Type, MemoryMarshal.AsBytes([value]), []));
        }

        return name;
    }

    public string Op(string type, ReadOnlySpan<string> inputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        var output = string.Create(CultureInfo.InvariantCulture, $"{type}:{_nodes}");
        AddNode(type, inputs, output, attributes);
        return output;
    }

    public byte[] ToModel()
    {
        const int IrVersion = 8;
        const int Opset = 17;
        return new ProtoMessage()
            .Number(1, IrVersion)
            .Text(2, "SmartRetail")
            .Message(7, _graph)
            .Message(8, new ProtoMessage().Text(1, "").Number(2, Opset))
            .ToSpan()
            .ToArray();
    }

    private void AddNode(
        string type, ReadOnlySpan<string> inputs, string output, ReadOnlySpan<OnnxAttribute> attributes)
    {
        var node = new ProtoMessage();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        node.Text(2, output).Text(3, string.Create(CultureInfo.InvariantCulture, $"node{_nodes++}")).Text(4, type);
        foreach (var attribute in attributes)
        {
            node.Message(5, attribute.ToMessage());
        }

        _graph.Message(1, node);
    }

    private static ProtoMessage Tensor(string name, int type, ReadOnlySpan<byte> raw, ReadOnlySpan<long> shape)
    {
        var message = new ProtoMessage();
        foreach (var size in shape)
        {
            message.Number(1, size);
        }

        return message.Number(2, type).Text(8, name).Bytes(9, raw);
    }

    private static ProtoMessage ValueInfo(string name, int type, ReadOnlySpan<(string Name, long? Size)> shape)
    {
        var dimensions = new ProtoMessage();
        foreach (var (label, size) in shape)
        {
            var dimension = new ProtoMessage();
            dimensions.Message(1, size is { } known ? dimension.Number(1, known) : dimension.Text(2, label));
        }

        var tensor = new ProtoMessage().Number(1, type).Message(2, dimensions);
        return new ProtoMessage().Text(1, name).Message(2, new ProtoMessage().Message(1, tensor));
    }
}
