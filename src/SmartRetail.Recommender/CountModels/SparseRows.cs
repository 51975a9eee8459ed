namespace SmartRetail.Recommender.CountModels;

/// <summary>A sparse matrix that is read by rows.</summary>
internal sealed class SparseRows
{
    private readonly int[] _offsets;
    private readonly int[] _columns;
    private readonly float[] _values;

    private SparseRows(int[] offsets, int[] columns, float[] values) =>
        (_offsets, _columns, _values) = (offsets, columns, values);

    public static SparseRows Empty { get; } = new([0], [], []);

    /// <summary>Takes the cells of each row in turn.</summary>
    public static SparseRows Create(int rows, Func<int, IEnumerable<KeyValuePair<int, float>>> cellsOf)
    {
        var offsets = new int[rows + 1];
        var columns = new List<int>();
        var values = new List<float>();
        for (var row = 0; row < rows; row++)
        {
            foreach (var (column, value) in cellsOf(row))
            {
                columns.Add(column);
                values.Add(value);
            }

            offsets[row + 1] = columns.Count;
        }

        return new(offsets, [.. columns], [.. values]);
    }

    public void AddRow(int row, Span<float> target)
    {
        for (var at = _offsets[row]; at < _offsets[row + 1]; at++)
        {
            target[_columns[at]] += _values[at];
        }
    }
}
