namespace SmartRetail.Recommender.Blending;

/// <summary>One case to learn from: its candidates, their features, and which of them came.</summary>
/// <param name="Features">Candidate by candidate, the features of each.</param>
/// <param name="Relevant">The rows of the relevant items among the candidates.</param>
/// <param name="AllRelevant">How many relevant items there are, candidates or not.</param>
/// <param name="HistoryLength">How many interactions the history has.</param>
internal sealed record CaseTable(
    float[] Features, int Candidates, int[] Relevant, int AllRelevant, int HistoryLength)
{
    private int Width => Features.Length / Candidates;

    public ReadOnlySpan<float> this[int candidate] => Features.AsSpan(candidate * Width, Width);

    /// <summary>
    /// The ndcg@10 (Järvelin and Kekäläinen 2002) of ranking the candidates: close to that of ranking all items, for
    /// what ranks high is a candidate.
    /// </summary>
    public double NdcgAt10(ReadOnlySpan<double> weights)
    {
        var scores = new double[Candidates];
        for (var row = 0; row < scores.Length; row++)
        {
            scores[row] = ConditionalLogit.Dot(this[row], weights);
        }

        var gain = 0.0;
        foreach (var row in Relevant)
        {
            var place = scores.Count(score => score > scores[row]);
            gain += place < 10 ? Discount(place) : 0;
        }

        return gain / Enumerable.Range(0, Math.Min(AllRelevant, 10)).Sum(Discount);
    }

    private static double Discount(int place) => 1 / Math.Log2(place + 2);
}
