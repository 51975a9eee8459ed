using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SmartRetail.Serving.TopK;

/// <summary>
/// Numbers, zero at first, that begin at a cache line and stay there: a vector as wide as a line would else touch two.
/// </summary>
internal sealed class AlignedArray<T>
    where T : unmanaged
{
    private const int LineBytes = 64;
    private readonly T[] _array;
    private readonly int _offset;

    /// <exception cref="OverflowException">There are more numbers than an array has places.</exception>
    public AlignedArray(long length)
    {
        Length = checked((int)length);
        _array = GC.AllocateArray<T>(checked(Length + (LineBytes / Unsafe.SizeOf<T>())), pinned: true);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        _offset = (int)((LineBytes - (address % LineBytes)) % LineBytes) / Unsafe.SizeOf<T>();
    }

    public int Length { get; }

    public ref T First => ref _array[_offset];

    public Span<T> Span => _array.AsSpan(_offset, Length);
}
