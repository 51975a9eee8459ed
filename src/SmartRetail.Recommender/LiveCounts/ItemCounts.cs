using System.Numerics;
using System.Runtime.CompilerServices;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>
/// Counts by item number, of which a store has some thousand tables and every ranking reads twenty from end to end: eight bytes a
/// place, at most three of four of them taken, found by linear probing (Knuth, The Art of Computer Programming 3, 6.4).
/// </summary>
internal sealed class ItemCounts
{
    private const int FirstPlaces = 4;

    // An item's number and 1, so that 0 is an empty place.
    private int[] _keys = [];
    private float[] _counts = [];

    public int Count { get; private set; }

    /// <summary>Returns the item's count to be read or changed; null where there is none.</summary>
    public ref float Find(int item)
    {
        if (_keys.Length > 0 && PlaceOf(item) is var place && _keys[place] != 0)
        {
            return ref _counts[place];
        }

        return ref Unsafe.NullRef<float>();
    }

    /// <summary>Returns the item's count to be changed; 0 where there was none.</summary>
    public ref float FindOrAdd(int item)
    {
        if (4 * (Count + 1) > 3 * _keys.Length)
        {
            Grow();
        }

        var place = PlaceOf(item);
        if (_keys[place] == 0)
        {
            _keys[place] = item + 1;
            Count++;
        }

        return ref _counts[place];
    }

    public void Remove(int item)
    {
        if (_keys.Length == 0)
        {
            return;
        }

        var mask = _keys.Length - 1;
        var hole = PlaceOf(item);
        if (_keys[hole] == 0)
        {
            return;
        }

        // What was pushed on by the one that goes comes back, so that every item is found from its first place on.
        for (var next = (hole + 1) & mask; _keys[next] != 0; next = (next + 1) & mask)
        {
            var first = FirstPlaceOf(_keys[next] - 1);
            if (((next - first) & mask) >= ((next - hole) & mask))
            {
                (_keys[hole], _counts[hole]) = (_keys[next], _counts[next]);
                hole = next;
            }
        }

        (_keys[hole], _counts[hole]) = (0, 0);
        Count--;
    }

    /// <summary>The items with their counts, in an order that follows from what was done to the table.</summary>
    public Enumerator GetEnumerator() => new(_keys, _counts);

    private void Grow()
    {
        var (keys, counts) = (_keys, _counts);
        var places = Math.Max(FirstPlaces, 2 * keys.Length);
        (_keys, _counts) = (new int[places], new float[places]);
        for (var at = 0; at < keys.Length; at++)
        {
            if (keys[at] != 0)
            {
                var place = PlaceOf(keys[at] - 1);
                (_keys[place], _counts[place]) = (keys[at], counts[at]);
            }
        }
    }

    // Where the item is, or is to be.
    private int PlaceOf(int item)
    {
        var mask = _keys.Length - 1;
        var place = FirstPlaceOf(item);
        while (_keys[place] != 0 && _keys[place] != item + 1)
        {
            place = (place + 1) & mask;
        }

        return place;
    }

    // Items of one row are often close to each other: they are spread by the golden ratio.
    private int FirstPlaceOf(int item) =>
        (int)(((uint)item * 2_654_435_769u) >> (32 - BitOperations.TrailingZeroCount(_keys.Length)));

    public struct Enumerator(int[] keys, float[] counts)
    {
        private int _at = -1;

        public readonly (int Item, float Count) Current => (keys[_at] - 1, counts[_at]);

        public bool MoveNext()
        {
            do
            {
                _at++;
            }
            while (_at < keys.Length && keys[_at] == 0);
            return _at < keys.Length;
        }
    }
}
