using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Rounds;

namespace SmartRetail.Training.Rounds;

/// <summary>A worker's side of the exchange: reads parameters into its fit and writes what became of them.</summary>
/// <param name="token">The newest token that the worker was told.</param>
internal sealed class RoundFiles(IRoundStore rounds, StoreId store, TrainingRunId run, string worker, Func<long> token)
{
    private static readonly TimeSpan TakeOverLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Sets the fit's parameters to those of a round.</summary>
    /// <exception cref="InvalidDataException">A chunk is missing or of another length.</exception>
    public async Task LoadAsync(RoundFit fit, int round, CancellationToken cancellationToken)
    {
        var part = RoundPart.Parameters(store, run, round);
        for (var chunk = 0; chunk < fit.Spans.Count; chunk++)
        {
            var span = fit.Spans[chunk];
            var content = await rounds.ReadAsync(part, chunk, cancellationToken);
            if (content is null || ParameterChunk.LengthOf(content) != span.Length)
            {
                throw new InvalidDataException($"chunk {chunk} of {part.Name} is missing or not of {span.Length} values");
            }

            ParameterChunk.ReadWhole(content).CopyTo(fit.Values.Slice(span.Offset, span.Length));
        }
    }

    /// <summary>Writes the fit's parameters as those of a round.</summary>
    public Task WriteParametersAsync(RoundFit fit, int round, CancellationToken cancellationToken) => WriteAsync(
        RoundPart.Parameters(store, run, round), fit, span => ParameterChunk.Encode(ValuesOf(fit, span)), cancellationToken);

    /// <summary>Writes what the worker made of the parameters in the order's round.</summary>
    public Task WriteFittedAsync(RoundFit fit, WorkOrder order, CancellationToken cancellationToken) => WriteAsync(
        RoundPart.Fitted(store, run, order.Round, worker),
        fit,
        span => order.IsAlone
            ? ParameterChunk.Encode(ValuesOf(fit, span))
            : ParameterChunk.EncodeFitted(
                ValuesOf(fit, span),
                fit.Before.Slice(span.Offset, span.Length),
                span.Width,
                order.IsHalf,
                fit.CountsOf(span)),
        cancellationToken);

    public Task WriteSurveyAsync(ProductSurvey survey, CancellationToken cancellationToken) => WithTokenAsync(
        newest => rounds.WriteAllAsync(
            RoundPart.VocabularyOf(store, run, worker), survey.ToBytes(), newest, cancellationToken),
        cancellationToken);

    /// <summary>Returns when the worker's token is the run's: one that was given up does not come so far.</summary>
    /// <exception cref="StaleTokenException">The run goes on without this worker.</exception>
    public Task CheckTokenAsync(CancellationToken cancellationToken) =>
        WithTokenAsync(newest => rounds.FenceAsync(store, run, newest, cancellationToken), cancellationToken);

    /// <exception cref="InvalidDataException">The workers' surveys have not been merged, or cannot be read.</exception>
    public async Task<ProductSurvey> ReadSurveyAsync(CancellationToken cancellationToken) => ProductSurvey.FromBytes(
        await rounds.ReadAllAsync(RoundPart.Vocabulary(store, run), cancellationToken)
        ?? throw new InvalidDataException($"run {run} has no vocabulary"));

    private async Task WriteAsync(
        RoundPart part, RoundFit fit, Func<ParameterSpan, byte[]> encode, CancellationToken cancellationToken)
    {
        for (var chunk = 0; chunk < fit.Spans.Count; chunk++)
        {
            var content = encode(fit.Spans[chunk]);
            var number = chunk;
            await WithTokenAsync(
                newest => rounds.WriteAsync(part, number, content, newest, cancellationToken), cancellationToken);
        }
    }

    // A trainer that has taken the run up raises the token first, and then tells those workers who go on with it.
    private async Task WithTokenAsync(Func<long, Task> write, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var newest = token();
            try
            {
                await write(newest);
                return;
            }
            catch (StaleTokenException) when (
                token() > newest || TimeProvider.System.GetElapsedTime(started) < TakeOverLimit)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    private static ReadOnlySpan<float> ValuesOf(RoundFit fit, ParameterSpan span) =>
        fit.Values.Slice(span.Offset, span.Length);
}
