using SmartRetail.Recommender.Splits;

namespace SmartRetail.UnitTests.Metrics;

/// <summary>
/// The metrics computed a second time, as their definitions read: every item is sorted for every case. Items must differ
/// in popularity, which then settles all ties.
/// </summary>
internal static class NaiveRanking
{
    public static Dictionary<string, double> Evaluate(
        IReadOnlyList<HeldOutCase> cases, Func<int, float[]> scoresOf, int[] popularity, bool maskSeen)
    {
        var sums = new Dictionary<string, double>();
        var listed = new HashSet<(int K, int Item)>();
        for (var number = 0; number < cases.Count; number++)
        {
            var relevant = cases[number].Relevant.ToArray().ToHashSet();
            var seen = maskSeen ? cases[number].History.Items.ToArray().Except(relevant).ToHashSet() : [];
            var scores = scoresOf(number);
            int[] ranking =
            [
                .. Enumerable.Range(0, popularity.Length).Where(item => !seen.Contains(item))
                    .OrderByDescending(item => scores[item]).ThenByDescending(item => popularity[item]),
            ];
            var first = 1 + Array.FindIndex(ranking, relevant.Contains);
            Add("mrr", 1.0 / first);
            Add("accuracy", relevant.Contains(ranking[0]) ? 1 : 0);
            Add("meanRank", first);
            Add("meanRankShare", (double)first / popularity.Length);
            Add("popularity@10", ranking.Take(10).Average(item => (double)popularity[item] / popularity.Sum()));
            foreach (var k in new[] { 5, 10, 20 })
            {
                var hits = ranking.Take(k).Count(relevant.Contains);
                var precision = (double)hits / k;
                var recall = (double)hits / relevant.Count;
                Add($"hr@{k}", hits > 0 ? 1 : 0);
                Add($"mrr@{k}", hits > 0 ? 1.0 / first : 0);
                Add($"precision@{k}", precision);
                Add($"recall@{k}", recall);
                Add($"f1@{k}", hits > 0 ? 2 * precision * recall / (precision + recall) : 0);
                Add($"ndcg@{k}", Gain(ranking.Take(k), relevant) / Gain(relevant.Take(k), relevant));
                listed.UnionWith(ranking.Take(k).Select(item => (k, item)));
            }
        }

        foreach (var k in new[] { 5, 10, 20 })
        {
            sums[$"coverage@{k}"] = (double)listed.Count(pair => pair.K == k) / popularity.Length;
        }

        return sums;

        void Add(string name, double value) => sums[name] = sums.GetValueOrDefault(name) + (value / cases.Count);
    }

    private static double Gain(IEnumerable<int> ranking, HashSet<int> relevant) => ranking
        .Select((item, at) => relevant.Contains(item) ? Math.Log(2) / Math.Log(at + 2) : 0).Sum();
}
