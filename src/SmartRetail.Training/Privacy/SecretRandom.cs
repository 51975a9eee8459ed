using System.Buffers.Binary;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SmartRetail.Training.Privacy;

/// <summary>
/// Chance that cannot be foreseen or drawn again: AES-256 in counter mode under a key of the system's generator. Whoever
/// could draw a fit's noise again could take it off, and from a generator that is made for speed some hundred values tell
/// all the others.
/// </summary>
internal sealed class SecretRandom : IDisposable
{
    private const int BlockBytes = 16;
    private const int Values = 2_048;

    // Of each normal value. Four of them make the one that is used.
    private const int Draws = 4;
    private readonly Aes _aes;
    private readonly byte[] _counters = new byte[Values * Draws * sizeof(ulong)];
    private readonly byte[] _stream = new byte[Values * Draws * sizeof(ulong)];
    private readonly double[] _radii = new double[Values * Draws / 2];
    private readonly double[] _angles = new double[Values * Draws / 2];
    private readonly double[] _cosines = new double[Values * Draws / 2];
    private readonly float[] _noise = new float[Values];
    private ulong _counter;
    private int _used;

    private SecretRandom(byte[] key)
    {
        _aes = Aes.Create();
        _aes.Key = key;
        _used = _stream.Length;
    }

    public static SecretRandom Create() => new(RandomNumberGenerator.GetBytes(32));

    /// <summary>Chance that can be drawn again, for tests and measurements: it keeps nothing secret.</summary>
    public static SecretRandom OfSeed(int seed, int pass, int stream) => new(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"smartretail privacy {seed} {pass} {stream}"))));

    public void Dispose() => _aes.Dispose();

    /// <summary>From 0 to below 1, a multiple of 2⁻⁵³.</summary>
    public double NextDouble()
    {
        if (_used == _stream.Length)
        {
            Refill();
        }

        var drawn = BinaryPrimitives.ReadUInt64LittleEndian(_stream.AsSpan(_used));
        _used += sizeof(ulong);
        return (drawn >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Returns a faster generator, for chance that hides nobody by itself and must not be known beforehand.</summary>
    public Random CreateRandom() => new((int)(NextDouble() * int.MaxValue));

    /// <summary>
    /// Adds normal noise to each value. A normal double of one draw has gaps in its lowest bits by which it can be told what
    /// was under it (Mironov 2012); the sum of four draws, which is normal too, leaves nothing to solve for (Holohan and
    /// Braghin 2021).
    /// </summary>
    public void AddNormal(Span<float> values, double deviation)
    {
        while (values.Length > 0)
        {
            var part = values[..Math.Min(values.Length, Values)];
            FillNoise(deviation / Math.Sqrt(Draws));
            TensorPrimitives.Add(part, _noise.AsSpan(0, part.Length), part);
            values = values[part.Length..];
        }
    }

    // Box and Muller 1958: of two uniform values, a radius and an angle, come two normal ones, of which the first halves
    // make the first half of the noise.
    private void FillNoise(double deviation)
    {
        Refill();
        _used = _stream.Length;
        var drawn = MemoryMarshal.Cast<byte, ulong>(_stream);
        for (var at = 0; at < _radii.Length; at++)
        {
            // From above 0, whose logarithm there is none of.
            _radii[at] = ((drawn[2 * at] >> 11) + 1) * (1.0 / (1UL << 53));
            _angles[at] = (drawn[(2 * at) + 1] >> 11) * (2 * Math.PI / (1UL << 53));
        }

        TensorPrimitives.Log<double>(_radii, _radii);
        TensorPrimitives.Multiply(_radii, -2 * deviation * deviation, _radii);
        TensorPrimitives.Sqrt<double>(_radii, _radii);
        TensorPrimitives.Cos<double>(_angles, _cosines);
        TensorPrimitives.Sin<double>(_angles, _angles);
        TensorPrimitives.Multiply<double>(_radii, _cosines, _cosines);
        TensorPrimitives.Multiply<double>(_radii, _angles, _angles);
        Sum(_cosines, _noise.AsSpan(0, Values / 2));
        Sum(_angles, _noise.AsSpan(Values / 2));
    }

    private static void Sum(ReadOnlySpan<double> draws, Span<float> sums)
    {
        for (var at = 0; at < sums.Length; at++)
        {
            var four = draws.Slice(at * Draws, Draws);
            sums[at] = (float)(four[0] + four[1] + four[2] + four[3]);
        }
    }

    private void Refill()
    {
        for (var at = 0; at < _counters.Length; at += BlockBytes)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_counters.AsSpan(at), _counter++);
        }

        _aes.EncryptEcb(_counters, _stream, PaddingMode.None);
        _used = 0;
    }
}
