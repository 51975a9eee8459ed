using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SmartRetail.Training.Encoders;
using static TorchSharp.torch;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// Dropout by masks drawn here: libtorch's is single-threaded, eight times slower, and its generator is global, so that
/// two workers would not be repeatable. xoshiro128++ (Blackman and Vigna 2019), sixteen lanes side by side.
/// </summary>
internal sealed class DropoutMasks : IDropout
{
    private readonly uint _threshold;
    private readonly float _scale;
    private Vector512<uint> _s0;
    private Vector512<uint> _s1;
    private Vector512<uint> _s2;
    private Vector512<uint> _s3;

    /// <param name="rate">The share that is dropped, from 0 to below 1.</param>
    public DropoutMasks(double rate, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rate, 1);
        _threshold = (uint)(rate * uint.MaxValue);
        _scale = (float)(1 / (1 - rate));
        Reseed(seed);
    }

    /// <inheritdoc/>
    public void Reseed(ulong seed)
    {
        Span<uint> words = stackalloc uint[64];
        foreach (ref var word in words)
        {
            word = (uint)(SplitMix(ref seed) >> 32);
        }

        _s0 = Vector512.Create<uint>(words);
        _s1 = Vector512.Create<uint>(words[16..]);
        _s2 = Vector512.Create<uint>(words[32..]);
        _s3 = Vector512.Create<uint>(words[48..]);
    }

    /// <inheritdoc/>
    public Tensor Apply(Tensor values)
    {
        var mask = empty(values.shape, dtype: ScalarType.Float32);
        Fill(FlatParameters.FloatsOf(mask));
        return values.mul(mask);
    }

    private void Fill(Span<float> mask)
    {
        var scale = Vector512.Create(_scale);
        var threshold = Vector512.Create(_threshold);
        var wide = MemoryMarshal.Cast<float, Vector512<float>>(mask);
        foreach (ref var lane in wide)
        {
            lane = Draw(threshold, scale);
        }

        var rest = mask[(wide.Length * Vector512<float>.Count)..];
        if (rest.Length > 0)
        {
            var last = Draw(threshold, scale);
            for (var at = 0; at < rest.Length; at++)
            {
                rest[at] = last[at];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Draw(Vector512<uint> threshold, Vector512<float> scale)
    {
        var drawn = RotateLeft(_s0 + _s3, 7) + _s0;
        var shifted = _s1 << 9;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = RotateLeft(_s3, 11);
        return Vector512.GreaterThanOrEqual(drawn, threshold).AsSingle() & scale;
    }

    private static Vector512<uint> RotateLeft(Vector512<uint> value, int bits) =>
        (value << bits) | (value >>> (32 - bits));

    private static ulong SplitMix(ref ulong state)
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
