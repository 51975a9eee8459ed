using SmartRetail.Contracts.Attribution;
using SmartRetail.Recommender.Attribution;

namespace SmartRetail.Storage.Attribution;

/// <summary>A part of the log, read and not yet added to the figures.</summary>
/// <param name="From">Where it was read from.</param>
/// <param name="To">The position of its last row; as <paramref name="From"/> when there was none to take.</param>
internal sealed record OutcomeRead(long From, long To, bool HasMore, OutcomeTally Tally)
{
    // In the order of the key, so that two silos that add to the same rows wait for each other and never in a circle.
    public IEnumerable<(long Hour, AttributionKey Key, AttributionSums Sums)> Sums => Tally.Sums
        .OrderBy(pair => pair.Key.Hour)
        .ThenBy(pair => pair.Key.Key.Slot ?? "", StringComparer.Ordinal)
        .ThenBy(pair => pair.Key.Key.Tier)
        .ThenBy(pair => pair.Key.Key.Model?.Value ?? 0)
        .Select(pair => (pair.Key.Hour, pair.Key.Key, pair.Value));

    public IEnumerable<(string Product, double Clicks)> TrialClicks => Tally.TrialClicks
        .Select(pair => (pair.Key.Value, pair.Value))
        .OrderBy(pair => pair.Item1, StringComparer.Ordinal);

    /// <summary>Sums the rows up to the first that is too young: one behind it may be older, but would be passed over.</summary>
    public static OutcomeRead Of(
        long from, IReadOnlyList<AttributedInteraction> rows, DateTimeOffset until, int limit)
    {
        var tally = new OutcomeTally();
        var to = from;
        var taken = 0;
        foreach (var row in rows.TakeWhile(row => row.RecordedAt <= until))
        {
            tally.Add(row);
            to = row.Position;
            taken++;
        }

        return new(from, to, taken == limit, tally);
    }

    public AttributionStep ToStep() =>
        new([.. Sums.Select(sum => new AttributedFigures(sum.Key, sum.Sums))], HasMore);
}
