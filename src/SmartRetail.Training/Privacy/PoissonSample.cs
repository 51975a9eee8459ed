namespace SmartRetail.Training.Privacy;

/// <summary>
/// Draws who takes part in a step: each customer for themselves, whoever else does. A batch of a set size cut from a
/// shuffled list, as fits have it that are not private, is another mechanism, which the accountant's ε does not hold for.
/// </summary>
internal static class PoissonSample
{
    /// <summary>Returns the customers drawn, ascending; there may be none.</summary>
    public static int[] Draw(int customers, double rate, SecretRandom random)
    {
        var drawn = new List<int>((int)(customers * rate * 1.2) + 16);
        for (var customer = 0; customer < customers; customer++)
        {
            if (random.NextDouble() < rate)
            {
                drawn.Add(customer);
            }
        }

        return [.. drawn];
    }
}
