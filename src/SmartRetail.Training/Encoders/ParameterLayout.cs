namespace SmartRetail.Training.Encoders;

/// <summary>
/// The named parameters of a network, one behind the other in one flat buffer. Tables come first: of those a step
/// touches some rows, of everything else all.
/// </summary>
internal sealed class ParameterLayout
{
    private readonly List<ParameterEntry> _entries = [];

    public IReadOnlyList<ParameterEntry> Entries => _entries;

    /// <summary>The number of all parameters.</summary>
    public int Length { get; private set; }

    /// <summary>The number of the tables' parameters.</summary>
    public int TablesLength { get; private set; }

    public ParameterEntry this[string name] => _entries.First(entry => entry.Name == name);

    public bool Contains(string name) => _entries.Exists(entry => entry.Name == name);

    /// <exception cref="InvalidOperationException">Something other than a table was added before.</exception>
    public void AddTable(string name, int rows, int width)
    {
        if (Length != TablesLength)
        {
            throw new InvalidOperationException($"table {name} must be added before {_entries[^1].Name}");
        }

        Add(name, Initialization.Normal, rows, width);
        TablesLength = Length;
    }

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
}

internal sealed record ParameterEntry(
    string Name, long[] Shape, int Offset, int Length, Initialization Initialization);

internal enum Initialization
{
    /// <summary>Normal with mean 0 and deviation 0.02.</summary>
    Normal,

    /// <summary>Normal with mean 0 and variance 1 / (3·inputs), which is that of libtorch's linear layers.</summary>
    FanIn,
    Zero,
    One,
}
