using System.Buffers.Binary;

namespace SmartRetail.Recommender.Features.Packing;

/// <summary>Reads what a <see cref="PackWriter"/> wrote, in the same order.</summary>
internal struct PackReader(Packed packed)
{
    private int _at;
    private long _ticks;
    private int _offset;

    public ulong ReadNumber()
    {
        var values = packed.Values;
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = values[_at++];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }
    }

    public int ReadCount() => (int)ReadNumber();

    public long ReadSigned() => UnZigZag(ReadNumber());

    public double ReadDouble()
    {
        var number = BinaryPrimitives.ReadDoubleLittleEndian(packed.Values.AsSpan(_at));
        _at += sizeof(double);
        return number;
    }

    public decimal ReadDecimal()
    {
        var head = ReadCount();
        var low = ReadNumber();
        var high = (head & 1) == 0 ? 0 : ReadNumber();
        return new((int)low, (int)(low >> 32), (int)high, (head & 2) != 0, (byte)(head >> 2));
    }

    public DateTimeOffset ReadTime()
    {
        var head = ReadNumber();
        _ticks += UnZigZag(head >> 1);
        if ((head & 1) != 0)
        {
            _offset = (int)ReadSigned();
        }

        var offset = TimeSpan.FromMinutes(_offset);
        return new(_ticks + offset.Ticks, offset);
    }

    public long ReadTicks() => _ticks += ReadSigned();

    public string ReadText() => packed.Texts[ReadCount()];

    private static long UnZigZag(ulong number) => (long)(number >> 1) ^ -(long)(number & 1);
}
