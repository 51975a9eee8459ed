namespace SmartRetail.Recommender.Rounds;

/// <summary>How flat parameters are cut into chunks: tables at whole rows, everything behind them anywhere.</summary>
/// <param name="Width">Of a table's row; 0 behind the tables.</param>
public readonly record struct ParameterSpan(int Offset, int Length, int Width)
{
    /// <param name="tables">Rows and width of each table, in the order in which they lie at the front.</param>
    /// <param name="length">Of all parameters.</param>
    public static IReadOnlyList<ParameterSpan> Cut(IReadOnlyList<(int Rows, int Width)> tables, int length)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var spans = new List<ParameterSpan>();
        var offset = 0;
        foreach (var (rows, width) in tables)
        {
            Cut(spans, ref offset, rows * width, ParameterChunk.MaxRows(width) * width, width);
        }

        Cut(spans, ref offset, length - offset, ParameterChunk.MaxValues, 0);
        return spans;
    }

    private static void Cut(List<ParameterSpan> spans, ref int offset, int length, int most, int width)
    {
        for (var left = length; left > 0; left -= most)
        {
            var taken = Math.Min(left, most);
            spans.Add(new(offset, taken, width));
            offset += taken;
        }
    }
}
