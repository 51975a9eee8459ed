using System.Numerics;

namespace SmartRetail.Serving.TopK;

/// <summary>
/// The greatest of the values that were added, in order: a place is found by counting and made by a move, which for lists as
/// short as a page's costs less than a heap's mispredicted branches.
/// </summary>
internal sealed class GreatestValues
{
    // Filled up to whole vectors with what nothing is less than.
    private readonly float[] _values;
    private readonly int _count;

    public GreatestValues(int count)
    {
        _count = count;
        _values = new float[(count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count];
        Array.Fill(_values, float.NegativeInfinity);
    }

    /// <summary>The least of them; negative infinity while there are fewer than are kept.</summary>
    public float Least => _values[_count - 1];

    public void Add(float value)
    {
        if (!(value > Least))
        {
            return;
        }

        var added = new Vector<float>(value);
        var before = Vector<int>.Zero;
        for (var at = 0; at < _values.Length; at += Vector<float>.Count)
        {
            // A lane that holds is all ones, which is -1.
            before -= Vector.GreaterThanOrEqual(new Vector<float>(_values, at), added);
        }

        var place = Vector.Sum(before);
        _values.AsSpan(place, _count - 1 - place).CopyTo(_values.AsSpan(place + 1));
        _values[place] = value;
    }
}
