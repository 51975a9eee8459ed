namespace SmartRetail.Recommender.Exploration;

/// <summary>
/// Chooses by drawing a chance of a look for each product from what is believed of it, and taking the highest (Thompson 1933;
/// Chapelle and Li 2011): a product is tried as often as it may be the best one.
/// </summary>
internal static class ThompsonSampling
{
    // Fine enough for posteriors of some hundred showings; squares put more points where chances of a look are.
    private const int Points = 512;

    public static int Choose(IReadOnlyList<ClickPosterior> posteriors, SeededChance chance)
    {
        var (chosen, highest) = (0, double.NegativeInfinity);
        for (var at = 0; at < posteriors.Count; at++)
        {
            var drawn = posteriors[at].Draw(chance);
            if (drawn > highest)
            {
                (chosen, highest) = (at, drawn);
            }
        }

        return chosen;
    }

    /// <summary>
    /// Returns the chance with which <see cref="Choose"/> takes one of them: the integral of its density times the chance that
    /// all others are lower.
    /// </summary>
    public static double ChanceOf(int chosen, IReadOnlyList<ClickPosterior> posteriors)
    {
        // Of products that were never shown the same is believed: they are integrated once.
        var others = posteriors.Where((_, at) => at != chosen).CountBy(posterior => posterior)
            .Select(alike => (Weights: Weigh(alike.Key), Count: alike.Value)).ToArray();
        var weights = Weigh(posteriors[chosen]);
        var below = new double[others.Length];
        var chance = 0.0;
        for (var point = 0; point < Points; point++)
        {
            // Half of what lies at this point counts as lower: the others' share of a tie.
            var allLower = 1.0;
            for (var at = 0; at < others.Length; at++)
            {
                allLower *= Math.Pow(below[at] + (others[at].Weights[point] / 2), others[at].Count);
                below[at] += others[at].Weights[point];
            }

            chance += weights[point] * allLower;
        }

        return chance;
    }

    /// <summary>Returns how much of the distribution lies around each point.</summary>
    private static double[] Weigh(ClickPosterior posterior)
    {
        var weights = new double[Points];
        for (var point = 0; point < Points; point++)
        {
            var root = (point + 0.5) / Points;
            weights[point] = posterior.LogDensity(root * root) + Math.Log(root);
        }

        var greatest = weights.Max();
        var sum = 0.0;
        for (var point = 0; point < Points; point++)
        {
            sum += weights[point] = Math.Exp(weights[point] - greatest);
        }

        for (var point = 0; point < Points; point++)
        {
            weights[point] /= sum;
        }

        return weights;
    }
}
