using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Training.Processes;

/// <summary>
/// Asks again while the database is away: what a worker has in memory is worth more than the time it waits, and its silo
/// ends it when it is not.
/// </summary>
public static class DatabasePatience
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs it until the database is there.</summary>
    /// <exception cref="LogUnavailableException">It has been away for too long.</exception>
    public static async Task<T> RepeatAsync<T>(Func<Task<T>> run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await run();
            }
            catch (LogUnavailableException error) when (TimeProvider.System.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(error.RetryAfter, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <inheritdoc cref="RepeatAsync{T}"/>
    public static Task RepeatAsync(Func<Task> run, CancellationToken cancellationToken) => RepeatAsync(
        async () =>
        {
            await run();
            return true;
        },
        cancellationToken);
}
