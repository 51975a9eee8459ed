using System.Collections.Immutable;
using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Recommender.Partitions;

/// <summary>Some of a model's items, one after another, that one silo scans.</summary>
/// <param name="Total">How many parts the model has.</param>
public readonly record struct ItemPart(int Index, int Total, int First, int Count)
{
    /// <summary>
    /// Splits the items into as few parts as can be of at most so many, all of about one size. They begin at segments, so that
    /// a sum over all is the same to the bit whoever adds it up.
    /// </summary>
    public static ImmutableArray<ItemPart> Split(int items, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, SegmentSum.Length);

        // In whole segments, however they are shared out.
        most -= most % SegmentSum.Length;
        var parts = Math.Max(1, (items + most - 1) / most);
        var segments = SegmentSum.CountFor(items);
        return
        [
            .. Enumerable.Range(0, parts).Select(part =>
            {
                var first = Begin(part);
                return new ItemPart(part, parts, first, Begin(part + 1) - first);
            }),
        ];

        int Begin(int part) => (int)Math.Min((long)segments * part / parts * SegmentSum.Length, items);
    }
}
