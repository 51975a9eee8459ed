namespace SmartRetail.Training.Encoders;

/// <summary>The named parameters of a network, one behind the other in one flat buffer.</summary>
internal sealed class ParameterLayout
{
    private readonly List<ParameterEntry> _entries = [];

    public IReadOnlyList<ParameterEntry> Entries => _entries;

    /// <summary>The number of all parameters.</summary>
    public int Length { get; private set; }

    public void Add(string name, Initialization initialization, params ReadOnlySpan<long> shape)
    {
        var length = 1;
        foreach (var size in shape)
        {
            length = checked(length * (int)size);
        }

        _entries.Add(new(name, shape.ToArray(), Length, length, initialization));
        Length = checked(Length + length);
    }

    public ParameterEntry this[string name] => _entries.First(entry => entry.Name == name);
}

internal sealed record ParameterEntry(
    string Name, long[] Shape, int Offset, int Length, Initialization Initialization);

internal enum Initialization
{
    /// <summary>Normal with mean 0 and deviation 0.02.</summary>
    Normal,
    Zero,
    One,
}
