using System.Globalization;

namespace SmartRetail.Training.Workers;

/// <summary>Ends a child that takes more memory than it may, or of which nothing is heard any more.</summary>
internal sealed class FitGuard(FitChild child, TrainingOptions options, TimeProvider clock)
{
    private const long Mebibyte = 1024 * 1024;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    /// <summary>Watches until the child is gone.</summary>
    /// <returns>Why it was ended; null where it ended by itself.</returns>
    public async Task<FitBreach?> WatchAsync(Task gone)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (!gone.IsCompleted)
        {
            if (Find() is { } breach)
            {
                child.Kill();
                return breach;
            }

            await Task.WhenAny(gone, timer.WaitForNextTickAsync().AsTask());
        }

        return null;
    }

    private FitBreach? Find()
    {
        var (used, most) = (child.ResidentBytes, options.MemoryBound);
        if (used > most)
        {
            return new(IsSilence: false, string.Create(
                CultureInfo.InvariantCulture,
                $"the fit's process took {used / Mebibyte:#,##0} MiB of memory; {nameof(TrainingOptions.MaxMemoryMiB)} allows {most / Mebibyte:#,##0}"));
        }

        return child.Silence > options.SilenceLimit
            ? new(IsSilence: true, string.Create(
                CultureInfo.InvariantCulture,
                $"nothing was heard of the fit's process for {options.SilenceLimit.TotalSeconds:0.#} s, which is {nameof(TrainingOptions.SilenceLimit)}"))
            : null;
    }
}
