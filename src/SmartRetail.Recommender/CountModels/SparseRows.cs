using System.Runtime.InteropServices;

namespace SmartRetail.Recommender.CountModels;

/// <summary>A sparse matrix that is read by rows.</summary>
internal sealed class SparseRows
{
    private readonly int[] _offsets;
    private readonly List<int> _columns = [];
    private readonly List<float> _values = [];
    private readonly float[] _sums;

    private SparseRows(int rows)
    {
        _offsets = new int[rows + 1];
        _sums = new float[rows];
    }

    public static SparseRows Empty { get; } = new(0);

    /// <summary>Takes the rows in turn, each from one accumulator that is cleared in between.</summary>
    /// <param name="maxCells">
    /// The cells kept of a row, those with the largest values; of equal ones those met first.
    /// </param>
    /// <param name="fill">Adds a row's cells.</param>
    public static SparseRows Create(int rows, int columns, int maxCells, Action<int, ItemScores> fill)
    {
        var matrix = new SparseRows(rows);
        var row = new ItemScores(columns);
        for (var at = 0; at < rows; at++)
        {
            fill(at, row);
            matrix.Append(at, row, maxCells);
            row.Clear();
        }

        matrix._columns.TrimExcess();
        matrix._values.TrimExcess();
        return matrix;
    }

    /// <summary>The sum of all cells of a row, those left out included.</summary>
    public float SumOf(int row) => _sums[row];

    public void AddRow(int row, float weight, ItemScores scores)
    {
        var (start, length) = (_offsets[row], _offsets[row + 1] - _offsets[row]);
        var columns = CollectionsMarshal.AsSpan(_columns).Slice(start, length);
        var values = CollectionsMarshal.AsSpan(_values).Slice(start, length);
        for (var at = 0; at < columns.Length; at++)
        {
            scores.Add(columns[at], weight * values[at]);
        }
    }

    private void Append(int row, ItemScores cells, int maxCells)
    {
        foreach (var item in cells.Items)
        {
            _sums[row] += cells[item];
        }

        if (cells.Items.Length <= maxCells)
        {
            foreach (var item in cells.Items)
            {
                _columns.Add(item);
                _values.Add(cells[item]);
            }
        }
        else
        {
            foreach (var item in cells.Items.ToArray().OrderByDescending(item => cells[item]).Take(maxCells))
            {
                _columns.Add(item);
                _values.Add(cells[item]);
            }
        }

        _offsets[row + 1] = _columns.Count;
    }
}
