using System.Collections.Immutable;
using System.Globalization;

namespace SmartRetail.Client.Requests;

/// <summary>Where the serializer stopped: <c>$.interactions[3].price</c>, in steps.</summary>
internal sealed record JsonPath(ImmutableArray<JsonStep> Steps)
{
    public bool IsEmpty => Steps.IsEmpty;

    public static JsonPath Parse(string? text)
    {
        var steps = ImmutableArray.CreateBuilder<JsonStep>();
        var rest = (text ?? "").AsSpan().TrimStart('$');
        while (!rest.IsEmpty)
        {
            var (step, length) = ReadStep(rest);
            steps.Add(step);
            rest = rest[length..];
        }

        return new(steps.ToImmutable());
    }

    public override string ToString() => string.Concat(Steps.Select(step => step.ToString())).TrimStart('.');

    private static (JsonStep Step, int Length) ReadStep(ReadOnlySpan<char> rest)
    {
        // Names with a dot, a bracket or a quote come as ['name'].
        if (rest.StartsWith("['"))
        {
            // Behind the opening, for the name may begin with a bracket.
            var close = rest[2..].IndexOf("']");
            return close < 0 ? (new(rest.ToString()), rest.Length) : (new(rest[2..(close + 2)].ToString()), close + 4);
        }

        if (rest[0] == '[')
        {
            var close = rest.IndexOf(']');
            return close > 0 && int.TryParse(rest[1..close], CultureInfo.InvariantCulture, out var index)
                ? (new(index), close + 1)
                : (new(rest.ToString()), rest.Length);
        }

        var name = rest[0] == '.' ? rest[1..] : rest;
        var end = name.IndexOfAny('.', '[');
        var length = end < 0 ? name.Length : end;
        return (new(name[..length].ToString()), length + (rest.Length - name.Length));
    }
}

/// <summary>One step of a path: a member's name, or an index.</summary>
internal readonly record struct JsonStep(string? Name, int Index)
{
    public JsonStep(string name)
        : this(name, -1)
    {
    }

    public JsonStep(int index)
        : this(null, index)
    {
    }

    public override string ToString() =>
        Name is null ? string.Create(CultureInfo.InvariantCulture, $"[{Index}]") : $".{Name}";
}
