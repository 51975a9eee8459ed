using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;

namespace SmartRetail.Client.TrainingRuns;

/// <summary>A run's changes, one after another, until its end.</summary>
internal static class TrainingRunProgress
{
    public const string EventType = "progress";

    /// <summary>
    /// Yields the run after each change, and every few seconds without one, so that the connection is seen to be alive.
    /// Ends with the run, or when the run is no longer known.
    /// </summary>
    /// <param name="current">The run as it was when the caller asked.</param>
    public static async IAsyncEnumerable<SseItem<TrainingRunAnswer>> Follow(
        IModelTrainerGrain trainer,
        TrainingRunStatus current,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            yield return new(TrainingRunAnswer.From(current), EventType) { EventId = EventIdOf(current) };
            if (current.IsFinal
                || await trainer.Watch(current.Run, current.Revision, cancellationToken) is not { } next)
            {
                yield break;
            }

            current = next;
        }
    }

    public static string EventIdOf(TrainingRunStatus status) =>
        status.Revision.ToString(CultureInfo.InvariantCulture);
}
