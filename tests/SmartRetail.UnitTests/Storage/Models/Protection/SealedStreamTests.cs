using System.Security.Cryptography;
using SmartRetail.Storage.Models.Protection;

namespace SmartRetail.UnitTests.Storage.Models.Protection;

public sealed class SealedStreamTests
{
    private const int Chunk = SealedStream.ChunkSize + 16;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SealedStream.ChunkSize - 1)]
    [InlineData(SealedStream.ChunkSize)]
    [InlineData(SealedStream.ChunkSize + 1)]
    [InlineData(3 * SealedStream.ChunkSize)]
    public async Task Opens_what_was_sealed_of_any_length(int length)
    {
        var clear = RandomNumberGenerator.GetBytes(length);

        var output = await Seal(clear);
        var opened = await Open(output, length);

        Assert.Equal(clear, opened);
        Assert.Equal(SealedStream.LengthOf(length), output.Length);
    }

    [Fact]
    public async Task Chunks_in_another_order_do_not_open()
    {
        var output = await Seal(new byte[3 * SealedStream.ChunkSize]);

        byte[] swapped = [.. output[Chunk..(2 * Chunk)], .. output[..Chunk], .. output[(2 * Chunk)..]];

        await Assert.ThrowsAnyAsync<CryptographicException>(() => Open(swapped, 3 * SealedStream.ChunkSize));
    }

    [Fact]
    public async Task A_file_that_is_cut_off_between_two_chunks_does_not_open_as_a_shorter_one()
    {
        var output = await Seal(new byte[3 * SealedStream.ChunkSize]);

        await Assert.ThrowsAnyAsync<CryptographicException>(() => Open(output[..(2 * Chunk)], 2 * SealedStream.ChunkSize));
    }

    [Fact]
    public async Task A_file_does_not_open_under_another_name()
    {
        var output = await Seal(new byte[10]);

        await Assert.ThrowsAnyAsync<CryptographicException>(() => Open(output, 10, "other"));
    }

    [Fact]
    public async Task The_same_content_is_another_one_under_another_key()
    {
        var output = await Seal(new byte[100]);

        RandomNumberGenerator.Fill(_key);
        var other = await Seal(new byte[100]);

        Assert.NotEqual(output, other);
    }

    private async Task<byte[]> Seal(byte[] clear)
    {
        using var output = new MemoryStream();
        var (length, sha256) = await SealedStream.SealAsync(new MemoryStream(clear), output, _key, "file", Cancellation);
        Assert.Equal(clear.Length, length);
        Assert.Equal(SHA256.HashData(output.ToArray()), sha256);
        return output.ToArray();
    }

    private async Task<byte[]> Open(byte[] sealedBytes, long length, string file = "file")
    {
        using var clear = new MemoryStream();
        await SealedStream.OpenAsync(new MemoryStream(sealedBytes), clear, length, _key, file, Cancellation);
        return clear.ToArray();
    }
}
