using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.ModelTests;

/// <summary>Sequences whose structure is known, so that a model's score on them is known too.</summary>
internal static class Sequences
{
    /// <summary>Each item is followed by the same one: the seventh after its own, and one more, around the circle.</summary>
    public static SequenceDataset Cycle(int items, int customers, int length, int seed) =>
        Generate(items, customers, length, seed, (item, _) => ((item * 7) + 1) % items);

    /// <summary>Each item is followed by any.</summary>
    public static SequenceDataset Noise(int items, int customers, int length, int seed) =>
        Generate(items, customers, length, seed, (_, random) => random.Next(items));

    public static InteractionSequence[] RandomHistories(int items, int count, int maxLength, int seed)
    {
        var random = new Random(seed);
        var histories = new InteractionSequence[count];
        for (var at = 0; at < count; at++)
        {
            var history = new int[1 + random.Next(maxLength)];
            var kinds = new byte[history.Length];
            for (var step = 0; step < history.Length; step++)
            {
                history[step] = random.Next(items);
                kinds[step] = (byte)(1 + random.Next(10));
            }

            histories[at] = new(history, kinds, default);
        }

        return histories;
    }

    /// <summary>A product whose content depends on its number.</summary>
    public static Product Product(int number) => new()
    {
        Id = new($"p{number}"),
        Title = $"Thing {number % 7} of {number}",
        Category = $"Kind {number % 5} > Sort {number % 10}",
        Brand = $"Maker {number % 3}",
        Price = 1 + (number % 20),
    };

    private static SequenceDataset Generate(
        int items, int customers, int length, int seed, Func<int, Random, int> follow)
    {
        var random = new Random(seed);
        var all = new List<int>();
        var offsets = new List<int> { 0 };
        for (var customer = 0; customer < customers; customer++)
        {
            var item = random.Next(items);
            for (var step = 0; step < length; step++)
            {
                all.Add(item);
                item = follow(item, random);
            }

            offsets.Add(all.Count);
        }

        var products = Enumerable.Range(0, items).Select(item => new ProductId($"p{item}"));
        return new(new(products), [.. all], [.. offsets]);
    }
}
