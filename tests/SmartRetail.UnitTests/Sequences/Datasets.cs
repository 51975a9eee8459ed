using SmartRetail.Contracts;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.UnitTests.Sequences;

/// <summary>Small datasets, written out.</summary>
internal static class Datasets
{
    public static SequenceDataset Of(int items, params int[][] customers) => new(
        Vocabulary(items), [.. customers.SelectMany(sequence => sequence)], Offsets(customers));

    /// <summary>As <see cref="Of"/>, each item with its minute.</summary>
    public static SequenceDataset WithTimes(int items, params (int Item, int Minute)[][] customers) => new(
        Vocabulary(items),
        [.. customers.SelectMany(sequence => sequence.Select(step => step.Item))],
        Offsets(customers),
        [.. customers.SelectMany(sequence => sequence.Select(step => step.Minute * 60_000L))]);

    private static ItemVocabulary Vocabulary(int items) =>
        new(Enumerable.Range(0, items).Select(item => new ProductId($"p{item}")));

    private static int[] Offsets<T>(T[][] customers)
    {
        var offsets = new int[customers.Length + 1];
        for (var customer = 0; customer < customers.Length; customer++)
        {
            offsets[customer + 1] = offsets[customer] + customers[customer].Length;
        }

        return offsets;
    }
}
