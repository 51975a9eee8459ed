using System.Collections.Concurrent;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Rounds;

namespace SmartRetail.Testing;

/// <summary>Chunks in memory, for who is not interested in tokens.</summary>
internal sealed class InMemoryRounds : IRoundStore
{
    private readonly ConcurrentDictionary<(RoundPart Part, int Chunk), byte[]> _chunks = new();

    public Task FenceAsync(StoreId store, TrainingRunId run, long token, CancellationToken cancellationToken = default) =>
        Task.CompletedTask;

    public Task WriteAsync(
        RoundPart part, int chunk, ReadOnlyMemory<byte> content, long token, CancellationToken cancellationToken = default)
    {
        _chunks[(part, chunk)] = content.ToArray();
        return Task.CompletedTask;
    }

    public Task<byte[]?> ReadAsync(RoundPart part, int chunk, CancellationToken cancellationToken = default) =>
        Task.FromResult(_chunks.GetValueOrDefault((part, chunk)));

    public Task RenameAsync(RoundPart part, string name, long token, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task RemoveAsync(RoundPart part, long token, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<string>> ListAsync(
        StoreId store, TrainingRunId run, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<string>>(
            [.. _chunks.Keys.Select(key => key.Part.Name).Distinct().Order(StringComparer.Ordinal)]);

    public Task DiscardAsync(StoreId store, TrainingRunId run, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
