namespace SmartRetail.Recommender.Blending;

/// <summary>Thirds of the histories by length: what a component is worth depends on how much it was told.</summary>
internal sealed class HistoryLengths
{
    private readonly int[] _bounds;

    private HistoryLengths(int[] bounds) => _bounds = bounds;

    /// <summary>All histories in one.</summary>
    public static HistoryLengths All { get; } = new([]);

    public int Count => _bounds.Length + 1;

    public static HistoryLengths Thirds(IEnumerable<int> lengths)
    {
        int[] sorted = [.. lengths.Order()];
        return sorted.Length == 0
            ? All
            : new([.. new[] { sorted[sorted.Length / 3], sorted[sorted.Length * 2 / 3] }.Distinct()]);
    }

    /// <summary>The third, from 0, of a history with so many interactions.</summary>
    public int Of(int length)
    {
        var third = 0;
        while (third < _bounds.Length && length > _bounds[third])
        {
            third++;
        }

        return third;
    }
}
