using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Privacy;

/// <summary>Computes gradients customer by customer, on one thread: the sum of a batch tells nobody's norm.</summary>
internal interface ICustomerGradients : IDisposable
{
    /// <summary>
    /// Begins a pass. Its chance goes from one customer on to the next, so that it has to be a secret: who knew it would see
    /// in what others draw that somebody before them is gone.
    /// </summary>
    void Begin(Random random);

    /// <summary>Adds each customer's gradient to the sum, which clips it; returns the sum of their losses.</summary>
    /// <param name="customers">With windows; those with about the same number of targets next to each other.</param>
    /// <param name="negatives">Null for the softmax over all items.</param>
    double AddTo(ClippedSum sum, ReadOnlySpan<int> customers, NegativeSampler? negatives);
}
