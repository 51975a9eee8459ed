using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Native;
using TorchSharp;
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
    /// <summary>Where kinds are not known, all are what most are; 0 is for empty slots alone.</summary>
    public const long Unknown = (long)InteractionKind.View;

    private const float Hidden = -1e9f;
    private static readonly Scalar HiddenScalar = Hidden;
    private readonly int[] _segments;
    private readonly int[] _starts;

    private PackedBatch(int rows, int length, int[] starts, int tokens)
    {
        (Rows, Length, _starts) = (rows, length, starts);
        SlotItems = new int[rows * length];
        Array.Fill(SlotItems, -1);
        SlotKinds = new long[SlotItems.Length];
        Positions = new long[SlotItems.Length];
        _segments = new int[SlotItems.Length];
        Array.Fill(_segments, -1);
        TokenSlots = new long[tokens];
        LastTokens = new int[starts.Length];
    }

    public int Rows { get; }

    public int Length { get; }

    /// <summary>The item in each slot; -1 where it is empty.</summary>
    public int[] SlotItems { get; }

    /// <summary>The interaction kind in each slot; 0 where it is empty.</summary>
    public long[] SlotKinds { get; }

    /// <summary>Each slot's position, as if its sequence ended at the last one.</summary>
    public long[] Positions { get; }

    /// <summary>The slot of each token, sequence by sequence.</summary>
    public long[] TokenSlots { get; }

    /// <summary>The last token of each sequence.</summary>
    public int[] LastTokens { get; }

    /// <summary>Packs sequences of 1 to <paramref name="length"/> items, the longest first, each where it fits best.</summary>
    public static PackedBatch Pack(ReadOnlySpan<InteractionSequence> sequences, int length)
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
        var batch = new PackedBatch(rows, length, starts, lengths.Sum());
        var token = 0;
        for (var sequence = 0; sequence < lengths.Length; sequence++)
        {
            batch.Fill(sequence, sequences[sequence], ref token);
        }

        return batch;
    }

    /// <summary>
    /// Returns, for each token, the slots of the <paramref name="width"/> newest items up to it, oldest first; the number
    /// of all slots where the sequence begins later.
    /// </summary>
    public long[] Windows(int width)
    {
        var windows = new long[TokenSlots.Length * width];
        for (var token = 0; token < TokenSlots.Length; token++)
        {
            var slot = (int)TokenSlots[token];
            var start = _starts[_segments[slot]];
            for (var back = 0; back < width; back++)
            {
                windows[((token + 1) * width) - 1 - back] = slot - back >= start ? slot - back : SlotItems.Length;
            }
        }

        return windows;
    }

    public TimeSteps CreateTimeSteps()
    {
        var firsts = new int[_starts.Length];
        var bySize = new int[_starts.Length];
        var negativeLengths = new int[_starts.Length];
        for (var sequence = 0; sequence < bySize.Length; sequence++)
        {
            firsts[sequence] = sequence == 0 ? 0 : LastTokens[sequence - 1] + 1;
            bySize[sequence] = sequence;
            negativeLengths[sequence] = firsts[sequence] - LastTokens[sequence] - 1;
        }

        Array.Sort(negativeLengths, bySize);
        var slots = new long[TokenSlots.Length];
        var places = new long[TokenSlots.Length];
        var sizes = new int[-negativeLengths[0]];
        var at = 0;
        for (var step = 0; step < sizes.Length; step++)
        {
            for (var rank = 0; rank < bySize.Length && -negativeLengths[rank] > step; rank++)
            {
                var token = firsts[bySize[rank]] + step;
                slots[at] = TokenSlots[token];
                places[token] = at++;
                sizes[step]++;
            }
        }

        return new(slots, sizes, places);
    }

    /// <summary>Returns mask_R1LL, to be added to attention scores: 0 where a slot may look, very low elsewhere.</summary>
    public Tensor CreateMask(Device device) => device.type == DeviceType.CPU ? CreateMask() : ComputeMask(device);

    /// <summary>The same mask, made on the device of what it takes of memory: a number a slot.</summary>
    internal Tensor ComputeMask(Device device)
    {
        var segments_RL = DeviceMemory.Put(Array.ConvertAll(_segments, segment => (long)segment), device)
            .view(Rows, Length);
        var isHidden_RLL = segments_RL.unsqueeze(2).eq(segments_RL.unsqueeze(1)).tril().logical_not();
        return zeros([Rows, 1, Length, Length], dtype: ScalarType.Float32, device: device)
            .masked_fill_(isHidden_RLL.unsqueeze(1), HiddenScalar);
    }

    internal Tensor CreateMask()
    {
        var mask_R1LL = empty([Rows, 1, Length, Length], dtype: ScalarType.Float32);
        var values = FlatParameters.FloatsOf(mask_R1LL);
        values.Fill(Hidden);
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

    private void Fill(int sequence, InteractionSequence interactions, ref int token)
    {
        var items = interactions.Items.Span;
        var kinds = interactions.Kinds.Span;
        for (var at = 0; at < items.Length; at++)
        {
            var slot = _starts[sequence] + at;
            SlotItems[slot] = items[at];
            SlotKinds[slot] = kinds.IsEmpty ? Unknown : kinds[at];
            Positions[slot] = Length - items.Length + at;
            _segments[slot] = sequence;
            TokenSlots[token++] = slot;
        }

        LastTokens[sequence] = token - 1;
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
