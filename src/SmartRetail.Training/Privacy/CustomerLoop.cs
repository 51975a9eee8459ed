using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Privacy;

/// <summary>A forward and a backward pass for each customer: right for every network, and slow.</summary>
internal sealed class CustomerLoop(FitWorker worker, CustomerWindows windows) : ICustomerGradients
{
    public void Begin(Random random) => worker.Begin(random);

    public double AddTo(ClippedSum sum, ReadOnlySpan<int> customers, NegativeSampler? negatives)
    {
        var loss = 0.0;
        foreach (var customer in customers)
        {
            loss += worker.Run(windows.Of(customer), negatives, windows.WeightOf(customer));
            sum.Add(worker.Gradients);
            worker.Gradients.Clear();
        }

        return loss;
    }

    public void Dispose() => worker.Dispose();
}
