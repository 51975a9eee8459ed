namespace SmartRetail.Training.Onnx;

/// <summary>An attribute of a node: a float, a whole number or several, or a text.</summary>
internal sealed class OnnxAttribute
{
    private const int FloatKind = 1;
    private const int NumberKind = 2;
    private const int TextKind = 3;
    private const int NumbersKind = 7;
    private readonly ProtoMessage _message;

    private OnnxAttribute(string name) => _message = new ProtoMessage().Text(1, name);

    public static OnnxAttribute Float(string name, float value)
    {
        var attribute = new OnnxAttribute(name);
        attribute._message.Float(2, value).Number(20, FloatKind);
        return attribute;
    }

    public static OnnxAttribute Number(string name, long value)
    {
        var attribute = new OnnxAttribute(name);
        attribute._message.Number(3, value).Number(20, NumberKind);
        return attribute;
    }

    public static OnnxAttribute Text(string name, string value)
    {
        var attribute = new OnnxAttribute(name);
        attribute._message.Text(4, value).Number(20, TextKind);
        return attribute;
    }

    public static OnnxAttribute Numbers(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new OnnxAttribute(name);
        foreach (var value in values)
        {
            attribute._message.Number(8, value);
        }

        attribute._message.Number(20, NumbersKind);
        return attribute;
    }

    public ProtoMessage ToMessage() => _message;
}
