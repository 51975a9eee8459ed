using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Recommender.Sequences;

/// <summary>One customer's, or one session's, interactions, oldest first.</summary>
/// <param name="Items">The items, oldest first.</param>
/// <param name="Kinds">
/// The number of each interaction's <see cref="InteractionKind"/>; empty when they are not known.
/// </param>
/// <param name="Times">When each was, in milliseconds since 1970; empty when that is not known.</param>
public readonly record struct InteractionSequence(
    ReadOnlyMemory<int> Items, ReadOnlyMemory<byte> Kinds, ReadOnlyMemory<long> Times)
{
    public int Length => Items.Length;

    /// <summary>Returns a sequence of items whose kinds and times are not known.</summary>
    public static InteractionSequence Of(params int[] items) => new(items, default, default);

    /// <summary>The kind of an interaction; where that is not known, what most are.</summary>
    public InteractionKind KindAt(int at) => Kinds.IsEmpty ? InteractionKind.View : (InteractionKind)Kinds.Span[at];

    /// <summary>Returns a stretch of the sequence, over the same memory.</summary>
    public InteractionSequence Slice(int start, int length) => new(
        Items.Slice(start, length),
        Kinds.IsEmpty ? default : Kinds.Slice(start, length),
        Times.IsEmpty ? default : Times.Slice(start, length));

    /// <summary>Returns the last <paramref name="count"/> interactions, or all where there are fewer.</summary>
    public InteractionSequence Newest(int count)
    {
        var kept = Math.Min(count, Length);
        return Slice(Length - kept, kept);
    }
}
