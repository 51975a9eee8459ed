using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Rounds;

/// <summary>
/// Makes the parameters of a round of what its workers fitted, a chunk at a time: it never holds more than one chunk of
/// each part, however large the model is.
/// </summary>
public sealed class RoundAverage(IRoundStore store)
{
    /// <summary>
    /// Writes the parameters and the momentum of the round, from those of the round before. The same call again, after a
    /// crash in its middle, writes the same.
    /// </summary>
    /// <param name="shares">Each worker's part in the mean, by its name; they add up to more than 0.</param>
    /// <returns>The bytes that were read of the workers.</returns>
    /// <exception cref="InvalidDataException">A chunk is missing or of another length.</exception>
    /// <exception cref="StaleTokenException">The run goes on under a newer token.</exception>
    public async Task<long> RunAsync(
        StoreId storeId,
        TrainingRunId run,
        int round,
        IReadOnlyList<(string Worker, double Share)> shares,
        OuterStep step,
        long token,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(shares);
        var total = shares.Sum(one => one.Share);
        var bytes = 0L;
        for (var chunk = 0; ; chunk++)
        {
            if (await store.ReadAsync(RoundPart.Parameters(storeId, run, round - 1), chunk, cancellationToken) is not { } before)
            {
                return chunk > 0
                    ? bytes
                    : throw new InvalidDataException($"run {run} has no parameters of round {round - 1}");
            }

            var mean = new ChunkMean(before);
            foreach (var (worker, share) in shares)
            {
                var fitted = await store.ReadAsync(RoundPart.Fitted(storeId, run, round, worker), chunk, cancellationToken)
                    ?? throw new InvalidDataException($"{worker} has not written chunk {chunk} of round {round}");
                bytes += fitted.Length;
                mean.Add(fitted, (float)(share / total));
            }

            var momentum = step.Momentum > 0
                ? await store.ReadAsync(RoundPart.Momentum(storeId, run, round - 1), chunk, cancellationToken)
                : null;
            var (parameters, moved) = Step(before, momentum, step, mean.ToDifference());
            await store.WriteAsync(RoundPart.Parameters(storeId, run, round), chunk, parameters, token, cancellationToken);
            if (moved is not null)
            {
                await store.WriteAsync(RoundPart.Momentum(storeId, run, round), chunk, moved, token, cancellationToken);
            }
        }
    }

    private static (byte[] Parameters, byte[]? Momentum) Step(
        byte[] before, byte[]? momentum, OuterStep step, float[] difference)
    {
        var parameters = ParameterChunk.ReadWhole(before).ToArray();
        var velocity = momentum is null ? new float[parameters.Length] : ParameterChunk.ReadWhole(momentum).ToArray();
        step.Apply(parameters, velocity, difference);
        return (ParameterChunk.Encode(parameters), step.Momentum > 0 ? ParameterChunk.Encode(velocity) : null);
    }
}
