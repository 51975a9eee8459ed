using SmartRetail.Training.Encoders;
using static TorchSharp.torch;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// Several sequences packed into rows, so that no work goes into padding (half of all customers have few interactions).
/// A token sees the tokens of its own sequence up to itself, and its position counts from the row's end as if the
/// sequence stood there alone, right-aligned.
/// </summary>
/// <remarks>R rows, L slots a row, S = R·L slots, T tokens, B sequences, D dimensions.</remarks>
internal sealed class PackedBatch
{
    private const float Hidden = -1e9f;
    private readonly int[] _segments;

    private PackedBatch(int rows, int length, int[] slotItems, long[] positions, int[] segments, long[] tokens, int[] lasts)
    {
        (Rows, Length, SlotItems, Positions, TokenSlots, LastTokens) = (rows, length, slotItems, positions, tokens, lasts);
        _segments = segments;
    }

    public int Rows { get; }

    public int Length { get; }

    /// <summary>The item in each slot; -1 where it is empty.</summary>
    public int[] SlotItems { get; }

    /// <summary>Each slot's position, as if its sequence ended at the last one.</summary>
    public long[] Positions { get; }

    /// <summary>The slot of each token, sequence by sequence.</summary>
    public long[] TokenSlots { get; }

    /// <summary>The last token of each sequence.</summary>
    public int[] LastTokens { get; }

    /// <summary>Packs sequences of 1 to <paramref name="length"/> items, the longest first, each where it fits best.</summary>
    public static PackedBatch Pack(ReadOnlySpan<ReadOnlyMemory<int>> sequences, int length)
    {
        var lengths = new int[sequences.Length];
        var bySize = new int[sequences.Length];
        for (var sequence = 0; sequence < lengths.Length; sequence++)
        {
            lengths[sequence] = sequences[sequence].Length;
            bySize[sequence] = sequence;
            ArgumentOutOfRangeException.ThrowIfLessThan(lengths[sequence], 1, nameof(sequences));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(lengths[sequence], length, nameof(sequences));
        }

        Array.Sort(Array.ConvertAll(lengths, size => -size), bySize);
        var starts = Place(bySize, lengths, length, out var rows);

        var slotItems = new int[rows * length];
        Array.Fill(slotItems, -1);
        var positions = new long[slotItems.Length];
        var segments = new int[slotItems.Length];
        Array.Fill(segments, -1);
        var tokens = new long[lengths.Sum()];
        var lasts = new int[lengths.Length];
        var token = 0;
        for (var sequence = 0; sequence < lengths.Length; sequence++)
        {
            var items = sequences[sequence].Span;
            for (var at = 0; at < items.Length; at++)
            {
                var slot = starts[sequence] + at;
                slotItems[slot] = items[at];
                positions[slot] = length - items.Length + at;
                segments[slot] = sequence;
                tokens[token++] = slot;
            }

            lasts[sequence] = token - 1;
        }

        return new(rows, length, slotItems, positions, segments, tokens, lasts);
    }

    /// <summary>Returns mask_R1LL, to be added to attention scores: 0 where a slot may look, very low elsewhere.</summary>
    public Tensor CreateMask()
    {
        var mask_R1LL = full([Rows, 1, Length, Length], Hidden, dtype: ScalarType.Float32);
        var values = FlatParameters.FloatsOf(mask_R1LL);
        for (var slot = 0; slot < SlotItems.Length; slot++)
        {
            var row = values.Slice(slot * Length, Length);
            var first = slot - (slot % Length);
            for (var seen = slot; seen >= first && _segments[seen] == _segments[slot]; seen--)
            {
                row[seen - first] = 0;
            }
        }

        return mask_R1LL;
    }

    /// <summary>Best fit, decreasing: returns where each sequence starts, as a slot.</summary>
    private static int[] Place(int[] bySize, int[] lengths, int length, out int rows)
    {
        var starts = new int[lengths.Length];
        var used = new List<int>();
        foreach (var sequence in bySize)
        {
            var best = -1;
            for (var row = 0; row < used.Count; row++)
            {
                if (used[row] + lengths[sequence] <= length && (best < 0 || used[row] > used[best]))
                {
                    best = row;
                }
            }

            if (best < 0)
            {
                best = used.Count;
                used.Add(0);
            }

            starts[sequence] = (best * length) + used[best];
            used[best] += lengths[sequence];
        }

        rows = used.Count;
        return starts;
    }
}
