using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// The gradient of a table by the rows that a step touched: of half a million products a step touches some thousand, and
/// a dense gradient would cost more time and memory than all the rest.
/// </summary>
internal sealed class RowGradients(int rows, int width)
{
    private readonly int[] _places = CreatePlaces(rows);
    private readonly List<int> _touched = [];
    private float[] _values = [];

    public int Rows => rows;

    public int Width => width;

    /// <summary>The rows touched since the last <see cref="Clear"/>, in the order of their first touch.</summary>
    public IReadOnlyList<int> Touched => _touched;

    /// <summary>The gradient of the row, zero at its first touch.</summary>
    public Span<float> this[int row]
    {
        get
        {
            ref var place = ref _places[row];
            if (place < 0)
            {
                place = _touched.Count;
                _touched.Add(row);
                if (_values.Length < _touched.Count * width)
                {
                    Array.Resize(ref _values, Math.Max(_values.Length * 2, 256 * width));
                }
            }

            return _values.AsSpan(place * width, width);
        }
    }

    /// <summary>Adds another worker's gradient.</summary>
    public void Add(RowGradients other)
    {
        foreach (var row in other._touched)
        {
            var sum = this[row];
            TensorPrimitives.Add(sum, other[row], sum);
        }
    }

    public void Clear()
    {
        _values.AsSpan(0, _touched.Count * width).Clear();
        foreach (var row in _touched)
        {
            _places[row] = -1;
        }

        _touched.Clear();
    }

    private static int[] CreatePlaces(int rows)
    {
        var places = new int[rows];
        Array.Fill(places, -1);
        return places;
    }
}
