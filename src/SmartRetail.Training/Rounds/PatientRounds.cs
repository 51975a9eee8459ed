using SmartRetail.Contracts;
using SmartRetail.Recommender.Rounds;
using SmartRetail.Training.Processes;

namespace SmartRetail.Training.Rounds;

/// <summary>A round store that waits while its database is away.</summary>
internal sealed class PatientRounds(IRoundStore rounds) : IRoundStore
{
    public Task FenceAsync(StoreId store, TrainingRunId run, long token, CancellationToken cancellationToken) =>
        DatabasePatience.RepeatAsync(() => rounds.FenceAsync(store, run, token, cancellationToken), cancellationToken);

    public Task WriteAsync(
        RoundPart part, int chunk, ReadOnlyMemory<byte> content, long token, CancellationToken cancellationToken) =>
        DatabasePatience.RepeatAsync(
            () => rounds.WriteAsync(part, chunk, content, token, cancellationToken), cancellationToken);

    public Task<byte[]?> ReadAsync(RoundPart part, int chunk, CancellationToken cancellationToken) =>
        DatabasePatience.RepeatAsync(() => rounds.ReadAsync(part, chunk, cancellationToken), cancellationToken);

    public Task RenameAsync(RoundPart part, string name, long token, CancellationToken cancellationToken) =>
        DatabasePatience.RepeatAsync(() => rounds.RenameAsync(part, name, token, cancellationToken), cancellationToken);

    public Task RemoveAsync(RoundPart part, long token, CancellationToken cancellationToken) =>
        DatabasePatience.RepeatAsync(() => rounds.RemoveAsync(part, token, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<string>> ListAsync(StoreId store, TrainingRunId run, CancellationToken cancellationToken) =>
        DatabasePatience.RepeatAsync(() => rounds.ListAsync(store, run, cancellationToken), cancellationToken);

    public Task DiscardAsync(StoreId store, TrainingRunId run, CancellationToken cancellationToken) =>
        DatabasePatience.RepeatAsync(() => rounds.DiscardAsync(store, run, cancellationToken), cancellationToken);
}
