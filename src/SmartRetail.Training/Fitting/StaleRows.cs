using SmartRetail.Recommender.Content;
using SmartRetail.Training.Encoders;

namespace SmartRetail.Training.Fitting;

/// <summary>Has the optimizer catch up on the table rows that a batch is about to read.</summary>
/// <param name="always">Items that every batch reads.</param>
internal sealed class StaleRows(
    IOptimizer optimizer, FlatParameters parameters, ProductContent? content, int[] always)
{
    private readonly List<int> _buckets = [];

    public void CatchUp(TrainingWindow[] batch, NegativeSampler? negatives, double learningRate)
    {
        foreach (var window in batch)
        {
            CatchUp(window.Inputs.Items.Span, learningRate);
            CatchUp(window.Targets.Span, learningRate);
        }

        CatchUp(negatives is null ? always : negatives.Items, learningRate);
    }

    /// <summary>For whoever reads all of the tables.</summary>
    public void CatchUpAll(double learningRate)
    {
        for (var table = 0; parameters.Layout.Entries[table].Offset < parameters.Layout.TablesLength; table++)
        {
            int[] rows = [.. Enumerable.Range(0, (int)parameters.Layout.Entries[table].Shape[0])];
            optimizer.CatchUp(parameters, table, rows, learningRate);
        }
    }

    private void CatchUp(ReadOnlySpan<int> items, double learningRate)
    {
        optimizer.CatchUp(parameters, 0, items, learningRate);
        if (content is null)
        {
            return;
        }

        _buckets.Clear();
        foreach (var item in items)
        {
            foreach (var feature in content.Of(item))
            {
                _buckets.Add(feature.Bucket);
            }
        }

        optimizer.CatchUp(parameters, 1, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_buckets), learningRate);
    }
}
