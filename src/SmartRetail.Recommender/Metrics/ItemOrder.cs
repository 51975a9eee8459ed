using System.Numerics;

namespace SmartRetail.Recommender.Metrics;

/// <summary>
/// Orders items by score. Equal scores are ordered by popularity and then by chance from the seed, never by item number,
/// which follows first appearance and so would leak the sequence.
/// </summary>
internal sealed class ItemOrder
{
    // Where each item comes when all scores are equal; no two items share a place.
    private readonly int[] _places;

    /// <param name="popularity">How often each item occurs in the training data.</param>
    public ItemOrder(IReadOnlyList<int> popularity, int seed)
    {
        int[] order = [.. Enumerable.Range(0, popularity.Count)];
        new Random(seed).Shuffle(order);
        _places = new int[order.Length];
        var place = 0;
        foreach (var item in order.OrderByDescending(item => popularity[item]))
        {
            _places[item] = place++;
        }
    }

    public int Count => _places.Length;

    /// <summary>Whether the first item is ranked before the second.</summary>
    public bool Precedes(ReadOnlySpan<float> scores, int first, int second) =>
        scores[first] > scores[second] || (scores[first] == scores[second] && _places[first] < _places[second]);

    /// <summary>The item's position among all; the best is 1.</summary>
    public int PositionOf(ReadOnlySpan<float> scores, int item)
    {
        var score = new Vector<float>(scores[item]);
        var place = new Vector<int>(_places[item]);
        var before = Vector<int>.Zero;
        var at = 0;
        for (; at <= scores.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            // A lane that holds is all ones, which is -1.
            before -= Preceding(scores, at, score, place);
        }

        var position = 1 + Vector.Sum(before);
        for (; at < scores.Length; at++)
        {
            position += Precedes(scores, at, item) ? 1 : 0;
        }

        return position;
    }

    /// <summary>
    /// Fills <paramref name="top"/> with the best items, best first, and returns how many there are: those that are taken
    /// out of the ranking, at minus infinity, are not.
    /// </summary>
    public int SelectTop(ReadOnlySpan<float> scores, Span<int> top)
    {
        var listed = 0;
        var at = 0;
        for (; at < scores.Length && listed < top.Length; at++)
        {
            if (scores[at] > float.NegativeInfinity)
            {
                Insert(scores, top[..++listed], at);
            }
        }

        if (listed < top.Length)
        {
            return listed;
        }

        // Few of the rest are better than the worst listed one: a whole vector is passed over at once.
        while (at <= scores.Length - Vector<float>.Count)
        {
            var worst = new Vector<float>(scores[top[^1]]);
            var place = new Vector<int>(_places[top[^1]]);
            while (at <= scores.Length - Vector<float>.Count && Preceding(scores, at, worst, place) == Vector<int>.Zero)
            {
                at += Vector<float>.Count;
            }

            var end = Math.Min(at + Vector<float>.Count, scores.Length);
            for (; at < end; at++)
            {
                InsertIfBetter(scores, top, at);
            }
        }

        for (; at < scores.Length; at++)
        {
            InsertIfBetter(scores, top, at);
        }

        return listed;
    }

    /// <summary>The lanes, from an item on, that are ranked before a score and a place.</summary>
    private Vector<int> Preceding(ReadOnlySpan<float> scores, int at, Vector<float> score, Vector<int> place)
    {
        var found = new Vector<float>(scores[at..]);
        return Vector.GreaterThan(found, score)
            | (Vector.Equals(found, score) & Vector.LessThan(new Vector<int>(_places, at), place));
    }

    private void InsertIfBetter(ReadOnlySpan<float> scores, Span<int> top, int item)
    {
        if (Precedes(scores, item, top[^1]))
        {
            Insert(scores, top, item);
        }
    }

    // Overwrites the last place.
    private void Insert(ReadOnlySpan<float> scores, Span<int> top, int item)
    {
        var at = top.Length - 1;
        while (at > 0 && Precedes(scores, item, top[at - 1]))
        {
            top[at] = top[at - 1];
            at--;
        }

        top[at] = item;
    }
}
