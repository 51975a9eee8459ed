using Microsoft.Extensions.Time.Testing;
using SmartRetail.Contracts.Imports;
using SmartRetail.Grains.Imports;
using SmartRetail.Recommender.Imports;

namespace SmartRetail.UnitTests.Imports;

/// <summary>A file's chunks on their way to an importer that reads none of them until it is stopped.</summary>
public sealed class ImportTransferTests : IAsyncLifetime
{
    private const int ChunkSize = 64 * 1_024;

    private static readonly ReadOnlyMemory<byte> Chunk = new byte[ChunkSize];

    private readonly FakeTimeProvider _clock = new();
    private readonly ImportTransfer _transfer;

    public ImportTransferTests() => _transfer = new(
        new(ImportId.New(), ImportKind.Products, ImportFormat.Csv, "test.csv"), WaitAsync, _ => { }, _clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _transfer.DisposeAsync();

    [Fact]
    public async Task No_more_than_a_mebibyte_of_a_file_waits_for_the_importer()
    {
        await SendAsync(chunks: 100);

        Assert.Equal(1_024 * 1_024, _transfer.Status.Bytes);
    }

    [Fact]
    public async Task A_sender_is_silent_since_its_last_chunk()
    {
        _clock.Advance(TimeSpan.FromSeconds(40));
        await SendAsync(chunks: 1);
        _clock.Advance(TimeSpan.FromSeconds(50));

        Assert.Equal(TimeSpan.FromSeconds(50), _transfer.Silence);
    }

    [Fact]
    public async Task A_sender_that_asks_for_the_end_is_not_silent()
    {
        _clock.Advance(TimeSpan.FromSeconds(40));
        await _transfer.CompleteAsync(TimeSpan.Zero, Cancellation);
        _clock.Advance(TimeSpan.FromSeconds(50));

        Assert.Equal(TimeSpan.FromSeconds(50), _transfer.Silence);
    }

    private static async Task<ImportReport> WaitAsync(
        Stream content, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("It waits until it is stopped.");
    }

    private async Task SendAsync(int chunks)
    {
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            await _transfer.TakeAsync(_transfer.Status.Bytes, Chunk, TimeSpan.Zero, Cancellation);
        }
    }
}
