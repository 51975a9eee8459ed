using System.Buffers.Binary;

namespace SmartRetail.Recommender.Features.Packing;

/// <summary>
/// Packs values so that a silo can keep those of many customers: a whole number takes 7 bits a byte, a time its distance from
/// the one before, a text its place among the texts. Nothing is rounded. Only for memory: the form has no versions.
/// </summary>
internal sealed class PackWriter
{
    private const byte More = 0x80;

    [ThreadStatic]
    private static PackWriter? _ofThread;

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private byte[] _values = new byte[1_024];
    private int _length;
    private long _ticks;
    private int _offset;

    /// <summary>Returns what is written of the value.</summary>
    public static Packed Pack<T>(T value, Action<T, PackWriter> write)
    {
        // One at a time in a thread: what is packed packs nothing itself.
        var writer = _ofThread ??= new();
        try
        {
            write(value, writer);
            return new([.. writer._texts], writer._values[..writer._length]);
        }
        finally
        {
            writer.Clear();
        }
    }

    public void Write(ulong number)
    {
        var room = Reserve(10);
        var at = 0;
        for (; number >= More; number >>= 7)
        {
            room[at++] = (byte)(number | More);
        }

        room[at++] = (byte)number;
        _length += at;
    }

    public void Write(int number) => Write((ulong)number);

    public void WriteSigned(long number) => Write(ZigZag(number));

    public void Write(double number)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(Reserve(sizeof(double)), number);
        _length += sizeof(double);
    }

    /// <summary>Writes its scale too: 2.50 does not come back as 2.5.</summary>
    public void Write(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        var low = (uint)parts[0] | ((ulong)(uint)parts[1] << 32);
        var high = (uint)parts[2];
        var sign = decimal.IsNegative(number) ? 2 : 0;
        Write((number.Scale << 2) | sign | (high == 0 ? 0 : 1));
        Write(low);
        if (high != 0)
        {
            Write(high);
        }
    }

    /// <summary>Writes its distance from UTC too.</summary>
    public void Write(DateTimeOffset time)
    {
        var offset = (int)time.Offset.TotalMinutes;
        Write((ZigZag(time.UtcTicks - _ticks) << 1) | (offset == _offset ? 0UL : 1));
        if (offset != _offset)
        {
            WriteSigned(offset);
        }

        (_ticks, _offset) = (time.UtcTicks, offset);
    }

    /// <summary>Writes the ticks of a time in UTC.</summary>
    public void WriteTicks(long ticks)
    {
        WriteSigned(ticks - _ticks);
        _ticks = ticks;
    }

    public void Write(string text)
    {
        if (!_places.TryGetValue(text, out var place))
        {
            _places[text] = place = _texts.Count;
            _texts.Add(text);
        }

        Write(place);
    }

    // Ticks are below 2^62, so that there is room for another bit beside the sign.
    private static ulong ZigZag(long number) => (ulong)((number << 1) ^ (number >> 63));

    private Span<byte> Reserve(int bytes)
    {
        if (_values.Length - _length < bytes)
        {
            Array.Resize(ref _values, 2 * _values.Length);
        }

        return _values.AsSpan(_length);
    }

    private void Clear()
    {
        _places.Clear();
        _texts.Clear();
        (_length, _ticks, _offset) = (0, 0, 0);
    }
}
