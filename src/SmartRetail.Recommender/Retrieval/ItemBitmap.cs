using System.Numerics;
using System.Runtime.InteropServices;

namespace SmartRetail.Recommender.Retrieval;

/// <summary>A set of items as a scan reads it: a bit an item, a number a block.</summary>
public sealed class ItemBitmap
{
    /// <summary>Items a block.</summary>
    public const int BlockSize = 32;

    private readonly uint[] _blocks;

    /// <summary>Makes a set without items.</summary>
    public ItemBitmap(int items)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        Items = items;
        _blocks = new uint[(items + BlockSize - 1) / BlockSize];
    }

    /// <summary>How many items there are, whether in the set or not.</summary>
    public int Items { get; }

    /// <summary>How many items are in the set.</summary>
    public int Count => _blocks.Sum(BitOperations.PopCount);

    /// <summary>A number a block, the first item its lowest bit.</summary>
    public ReadOnlySpan<uint> Blocks => _blocks;

    /// <summary>Whose copy this is to change.</summary>
    internal Span<uint> OwnBlocks => _blocks;

    public static ItemBitmap All(int items)
    {
        var all = new ItemBitmap(items);
        Array.Fill(all._blocks, uint.MaxValue);
        if (items % BlockSize is > 0 and var rest)
        {
            all._blocks[^1] = (1u << rest) - 1;
        }

        return all;
    }

    /// <summary>Returns some of the items as a set of their own, numbered from 0.</summary>
    /// <param name="first">The first item of a block.</param>
    public ItemBitmap Slice(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(first % BlockSize, 0, nameof(first));
        var slice = new ItemBitmap(count);
        _blocks.AsSpan(first / BlockSize, slice._blocks.Length).CopyTo(slice._blocks);
        return slice;
    }

    /// <summary>Returns the set as bytes, to be sent.</summary>
    public byte[] ToBytes() => MemoryMarshal.AsBytes(_blocks.AsSpan()).ToArray();

    /// <exception cref="ArgumentException">The bytes are not those of so many items.</exception>
    public static ItemBitmap FromBytes(ReadOnlySpan<byte> bytes, int items)
    {
        var read = new ItemBitmap(items);
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, read._blocks.Length * sizeof(uint), nameof(bytes));
        bytes.CopyTo(MemoryMarshal.AsBytes(read._blocks.AsSpan()));
        return read;
    }

    /// <summary>Whether this has no item that the other has not.</summary>
    public bool IsWithin(ItemBitmap other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var block = 0; block < _blocks.Length; block++)
        {
            if ((_blocks[block] & ~other._blocks[block]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns a set of the same items, the caller's own.</summary>
    public ItemBitmap Copy() => Slice(0, Items);

    public bool Contains(int item)
    {
        Check(item);
        return (_blocks[item / BlockSize] & BitOf(item)) != 0;
    }

    public void Add(int item)
    {
        Check(item);
        _blocks[item / BlockSize] |= BitOf(item);
    }

    /// <summary>Takes an item out; false when it was not in the set.</summary>
    public bool Remove(int item)
    {
        Check(item);
        ref var block = ref _blocks[item / BlockSize];
        var before = block;
        block &= ~BitOf(item);
        return block != before;
    }

    private static uint BitOf(int item) => 1u << (item % BlockSize);

    private void Check(int item)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(item, Items);
    }
}
