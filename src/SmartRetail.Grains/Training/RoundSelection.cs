using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Rounds;

namespace SmartRetail.Grains.Training;

/// <summary>
/// Keeps the parameters of the latest round that ranks the held-out cases as well as the best one did, but for chance; as a
/// single fit does with its epochs.
/// </summary>
internal static class RoundSelection
{
    /// <param name="cases">By the shards that they are of; empty where there are none.</param>
    public static void Consider(RoundsState rounds, int round, Dictionary<ShardSet, double[]> cases)
    {
        var now = InOrder(cases);
        if (now.Length == 0)
        {
            rounds.Kept = rounds.PeakCases.Count == 0 ? round : rounds.Kept;
            return;
        }

        var peak = InOrder(rounds.PeakCases);
        if (peak.Length == 0 || (AreSame(rounds.PeakCases, cases)
            ? ValidationCases.IsAsGood(peak, now)
            : peak.Average() - now.Average() <= StandardError(peak, now)))
        {
            rounds.Kept = round;
        }

        if (peak.Length == 0 || now.Average() > peak.Average())
        {
            rounds.PeakCases = new(cases);
        }
    }

    private static double[] InOrder(Dictionary<ShardSet, double[]> cases) =>
        [.. cases.OrderBy(part => part.Key.Bits).SelectMany(part => part.Value)];

    private static bool AreSame(Dictionary<ShardSet, double[]> first, Dictionary<ShardSet, double[]> second) =>
        first.Count == second.Count &&
        first.All(part => second.TryGetValue(part.Key, out var other) && other.Length == part.Value.Length);

    // Where other workers have the shards, a case has no other one to be held against.
    private static double StandardError(double[] first, double[] second) =>
        Math.Sqrt((Variance(first) / first.Length) + (Variance(second) / second.Length));

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }
}
