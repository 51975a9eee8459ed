namespace SmartRetail.Training.Fitting;

/// <summary>Cuts the shuffled windows into batches, bounded in sequences and in tokens.</summary>
internal static class TrainingBatches
{
    public static IReadOnlyList<Range> Cut(ReadOnlySpan<TrainingWindow> windows, int size, int most)
    {
        var batches = new List<Range>();
        var start = 0;
        var tokens = 0;
        for (var at = 0; at < windows.Length; at++)
        {
            var length = windows[at].Inputs.Length;
            if (at > start && (at - start == size || tokens + length > most))
            {
                batches.Add(start..at);
                (start, tokens) = (at, 0);
            }

            tokens += length;
        }

        batches.Add(start..windows.Length);
        return batches;
    }
}
