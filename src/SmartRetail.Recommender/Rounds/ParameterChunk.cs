using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace SmartRetail.Recommender.Rounds;

/// <summary>
/// A stretch of parameters as bytes that say of themselves what they are: a header of 16 bytes (encoding, width of a row,
/// number of values, number of counts, each a little-endian int32), the counts, and the values. A count is of a row: how many
/// examples it was learned from. A table may leave out the rows that did not change; then a bit a row says which are there.
/// </summary>
public static class ParameterChunk
{
    private const int Header = 4 * sizeof(int);

    /// <summary>Values of a chunk, at most, of what is no table.</summary>
    public const int MaxValues = (IRoundStore.MaxChunkBytes - Header) / sizeof(float);

    /// <summary>Rows of a chunk, at most: with a count and a bit each it stays below the store's bound.</summary>
    /// <param name="width">Of a row.</param>
    public static int MaxRows(int width) => (IRoundStore.MaxChunkBytes - Header) / ((width * sizeof(float)) + sizeof(int) + 1);

    /// <summary>All values as they are.</summary>
    public static byte[] Encode(ReadOnlySpan<float> values) => Encode(values, 0, ChunkEncoding.Whole, values, [], []);

    /// <summary>
    /// What a worker made of a stretch: rows that it did not change are left out, where that makes the chunk smaller.
    /// </summary>
    /// <param name="before">What the values were.</param>
    /// <param name="width">Of a table's row; 0 for what is no table.</param>
    /// <param name="isHalf">Whether differences are rounded to 11 significant bits.</param>
    /// <param name="counts">How many examples the worker learned each row from; none where that is not counted.</param>
    public static byte[] EncodeFitted(
        ReadOnlySpan<float> values, ReadOnlySpan<float> before, int width, bool isHalf, ReadOnlySpan<int> counts = default)
    {
        var changed = width > 0 ? FindChanged(values, before, width) : [];
        var isSparse = changed.Length > 0 && changed.Count(row => row) + 1 < changed.Length;
        var encoding = (isSparse, isHalf) switch
        {
            (true, true) => ChunkEncoding.ChangedRowsHalfDifference,
            (true, false) => ChunkEncoding.ChangedRows,
            (false, true) => ChunkEncoding.HalfDifference,
            _ => ChunkEncoding.Whole,
        };
        return Encode(values, width, encoding, before, changed, counts);
    }

    /// <summary>The number of values that the chunk stands for.</summary>
    public static int LengthOf(ReadOnlySpan<byte> chunk) => BinaryPrimitives.ReadInt32LittleEndian(chunk[8..]);

    /// <summary>How many examples each row was learned from; none where that was not counted.</summary>
    /// <exception cref="InvalidDataException">There is not one for each row.</exception>
    public static ReadOnlySpan<int> ReadCounts(ReadOnlySpan<byte> chunk)
    {
        var counts = MemoryMarshal.Cast<byte, int>(chunk[Header..Values(chunk)]);
        return counts.Length == 0 || counts.Length * WidthOf(chunk) == LengthOf(chunk)
            ? counts
            : throw new InvalidDataException(
                $"the chunk counts {counts.Length} rows of {WidthOf(chunk)} values; it has {LengthOf(chunk)} values");
    }

    /// <summary>Returns the values of a chunk that has all of them as they are.</summary>
    /// <exception cref="InvalidDataException">It has not.</exception>
    public static ReadOnlySpan<float> ReadWhole(ReadOnlySpan<byte> chunk) =>
        EncodingOf(chunk) == ChunkEncoding.Whole
            ? MemoryMarshal.Cast<byte, float>(Body(chunk))
            : throw new InvalidDataException($"the chunk is {EncodingOf(chunk)} and not whole");

    /// <summary>Writes what the values were less what they are; zero where a row is left out.</summary>
    /// <param name="before">What the values were.</param>
    /// <exception cref="InvalidDataException">The chunk is of another length.</exception>
    public static void ReadDifference(ReadOnlySpan<byte> chunk, ReadOnlySpan<float> before, Span<float> difference)
    {
        if (LengthOf(chunk) != before.Length)
        {
            throw new InvalidDataException($"the chunk has {LengthOf(chunk)} values; {before.Length} were expected");
        }

        var width = WidthOf(chunk);
        var body = Body(chunk);
        switch (EncodingOf(chunk))
        {
            case ChunkEncoding.Whole:
                TensorPrimitives.Subtract(before, MemoryMarshal.Cast<byte, float>(body), difference);
                break;
            case ChunkEncoding.HalfDifference:
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(body), difference);
                break;
            case ChunkEncoding.ChangedRows:
                difference.Clear();
                ForEachChanged(body, before.Length / width, width * sizeof(float), difference, width, before, (row, was, to) =>
                    TensorPrimitives.Subtract(was, MemoryMarshal.Cast<byte, float>(row), to));
                break;
            case ChunkEncoding.ChangedRowsHalfDifference:
                difference.Clear();
                ForEachChanged(body, before.Length / width, width * 2, difference, width, before, (row, _, to) =>
                    TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(row), to));
                break;
            default:
                throw new InvalidDataException($"{EncodingOf(chunk)} is no encoding of a chunk");
        }
    }

    private static ChunkEncoding EncodingOf(ReadOnlySpan<byte> chunk) =>
        (ChunkEncoding)BinaryPrimitives.ReadInt32LittleEndian(chunk);

    private static int WidthOf(ReadOnlySpan<byte> chunk) => BinaryPrimitives.ReadInt32LittleEndian(chunk[4..]);

    private static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> chunk) => chunk[Values(chunk)..];

    /// <summary>Where the values begin.</summary>
    private static int Values(ReadOnlySpan<byte> chunk) =>
        Header + (BinaryPrimitives.ReadInt32LittleEndian(chunk[12..]) * sizeof(int));

    private static bool[] FindChanged(ReadOnlySpan<float> values, ReadOnlySpan<float> before, int width)
    {
        var changed = new bool[values.Length / width];
        for (var row = 0; row < changed.Length; row++)
        {
            changed[row] = !values.Slice(row * width, width).SequenceEqual(before.Slice(row * width, width));
        }

        return changed;
    }

    private static byte[] Encode(
        ReadOnlySpan<float> values,
        int width,
        ChunkEncoding encoding,
        ReadOnlySpan<float> before,
        bool[] changed,
        ReadOnlySpan<int> counts)
    {
        var isSparse = encoding is ChunkEncoding.ChangedRows or ChunkEncoding.ChangedRowsHalfDifference;
        var isHalf = encoding is ChunkEncoding.HalfDifference or ChunkEncoding.ChangedRowsHalfDifference;
        var bits = isSparse ? (changed.Length + 7) / 8 : 0;
        var written = isSparse ? changed.Count(row => row) * width : values.Length;
        var body = Header + (counts.Length * sizeof(int));
        var chunk = new byte[body + bits + (written * (isHalf ? 2 : sizeof(float)))];
        BinaryPrimitives.WriteInt32LittleEndian(chunk, (int)encoding);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), width);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(8), values.Length);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(12), counts.Length);
        MemoryMarshal.AsBytes(counts).CopyTo(chunk.AsSpan(Header));
        var target = chunk.AsSpan(body + bits);
        if (!isSparse)
        {
            Write(values, before, isHalf, target);
            return chunk;
        }

        for (var row = 0; row < changed.Length; row++)
        {
            if (changed[row])
            {
                chunk[body + (row / 8)] |= (byte)(1 << (row % 8));
                Write(values.Slice(row * width, width), before.Slice(row * width, width), isHalf, target);
                target = target[(width * (isHalf ? 2 : sizeof(float)))..];
            }
        }

        return chunk;
    }

    private static void Write(ReadOnlySpan<float> values, ReadOnlySpan<float> before, bool isHalf, Span<byte> target)
    {
        if (!isHalf)
        {
            MemoryMarshal.AsBytes(values).CopyTo(target);
            return;
        }

        var difference = new float[values.Length];
        TensorPrimitives.Subtract(before, values, difference);
        TensorPrimitives.ConvertToHalf(difference, MemoryMarshal.Cast<byte, Half>(target)[..values.Length]);
    }

    private static void ForEachChanged(
        ReadOnlySpan<byte> body,
        int rows,
        int rowBytes,
        Span<float> difference,
        int width,
        ReadOnlySpan<float> before,
        RowReader read)
    {
        var source = body[((rows + 7) / 8)..];
        for (var row = 0; row < rows; row++)
        {
            if ((body[row / 8] & (1 << (row % 8))) != 0)
            {
                read(source[..rowBytes], before.Slice(row * width, width), difference.Slice(row * width, width));
                source = source[rowBytes..];
            }
        }
    }

    private delegate void RowReader(ReadOnlySpan<byte> row, ReadOnlySpan<float> before, Span<float> difference);
}
