using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SmartRetail.Storage.Models.Protection;

/// <summary>
/// A file as a sequence of chunks, each encrypted by itself with AES-256-GCM, so that any length passes through a buffer. The
/// nonce is the chunk's number and whether it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár,
/// 2015): chunks that are left out, repeated, put in another order or cut off at the end do not open.
/// </summary>
internal static class SealedStream
{
    /// <summary>Bytes of a chunk in clear; only the last one has fewer.</summary>
    public const int ChunkSize = 64 * 1_024;

    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>The length that so many bytes have when they are sealed.</summary>
    public static long LengthOf(long clear) => clear + (Math.Max(1, (clear + ChunkSize - 1) / ChunkSize) * TagSize);

    /// <summary>Encrypts to the end of the input; returns its length and the SHA-256 of the output.</summary>
    public static async Task<(long Length, byte[] Sha256)> SealAsync(
        Stream clear, Stream output, byte[] dataKey, string file, CancellationToken cancellationToken)
    {
        using var cipher = CipherOf(dataKey, file);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (current, next) = (new byte[ChunkSize], new byte[ChunkSize]);
        var chunk = new byte[ChunkSize + TagSize];
        var length = 0L;
        var count = await clear.ReadAtLeastAsync(current, ChunkSize, throwOnEndOfStream: false, cancellationToken);
        for (var number = 0L; ; number++)
        {
            // A chunk is the last one when nothing follows it, so one is read ahead.
            var following = count < ChunkSize
                ? 0
                : await clear.ReadAtLeastAsync(next, ChunkSize, throwOnEndOfStream: false, cancellationToken);
            cipher.Encrypt(
                NonceOf(number, isLast: following == 0),
                current.AsSpan(0, count),
                chunk.AsSpan(0, count),
                chunk.AsSpan(count, TagSize));
            hash.AppendData(chunk, 0, count + TagSize);
            await output.WriteAsync(chunk.AsMemory(0, count + TagSize), cancellationToken);
            length += count;
            if (following == 0)
            {
                CryptographicOperations.ZeroMemory(current);
                CryptographicOperations.ZeroMemory(next);
                return (length, hash.GetHashAndReset());
            }

            (current, next) = (next, current);
            count = following;
        }
    }

    /// <summary>Decrypts the chunks of so many bytes; returns the SHA-256 of what was read.</summary>
    /// <exception cref="CryptographicException">A chunk is not the one that was sealed there.</exception>
    /// <exception cref="EndOfStreamException">The input ends before.</exception>
    public static async Task<byte[]> OpenAsync(
        Stream input, Stream clear, long length, byte[] dataKey, string file, CancellationToken cancellationToken)
    {
        using var cipher = CipherOf(dataKey, file);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = new byte[ChunkSize + TagSize];
        var opened = new byte[ChunkSize];
        var left = length;
        for (var number = 0L; ; number++)
        {
            var count = (int)Math.Min(left, ChunkSize);
            await input.ReadExactlyAsync(chunk.AsMemory(0, count + TagSize), cancellationToken);
            hash.AppendData(chunk, 0, count + TagSize);
            left -= count;
            cipher.Decrypt(
                NonceOf(number, isLast: left == 0),
                chunk.AsSpan(0, count),
                chunk.AsSpan(count, TagSize),
                opened.AsSpan(0, count));
            await clear.WriteAsync(opened.AsMemory(0, count), cancellationToken);
            if (left == 0)
            {
                CryptographicOperations.ZeroMemory(opened);
                return hash.GetHashAndReset();
            }
        }
    }

    // Each file has a key of its own, so that numbers may begin anew and no file opens in another one's place.
    private static AesGcm CipherOf(byte[] dataKey, string file)
    {
        Span<byte> key = stackalloc byte[KeySize];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey, key, salt: default, Encoding.UTF8.GetBytes($"smartretail file {file}"));
        var cipher = new AesGcm(key, TagSize);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    private static byte[] NonceOf(long number, bool isLast)
    {
        var nonce = new byte[NonceSize];
        BinaryPrimitives.WriteInt64BigEndian(nonce, number);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }
}
