using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Features;

namespace SmartRetail.Recommender.Sequences;

/// <summary>
/// Gathers interactions in any order of customers and makes the dataset: per customer by time (what has the same time
/// stays in the order it came), rare products left out, repeats in a row collapsed to the first, the newest kept.
/// </summary>
public sealed class SequenceBuilder(SequencePreparation preparation)
{
    private readonly Dictionary<CustomerId, List<Entry>> _customers = [];
    private readonly Dictionary<ProductId, int> _numbers = [];
    private readonly List<ProductId> _products = [];

    /// <summary>Takes the interaction if its kind counts.</summary>
    public void Add(Interaction interaction)
    {
        ArgumentNullException.ThrowIfNull(interaction);
        if (!InteractionWeights.IsSequenceStep(interaction.Kind) || interaction.Product is not { } product)
        {
            return;
        }

        if (!_numbers.TryGetValue(product, out var number))
        {
            number = _products.Count;
            _numbers.Add(product, number);
            _products.Add(product);
        }

        if (!_customers.TryGetValue(interaction.Customer, out var entries))
        {
            entries = [];
            _customers.Add(interaction.Customer, entries);
        }

        entries.Add(new(number, (byte)interaction.Kind, interaction.OccurredAt.ToUnixTimeMilliseconds()));
    }

    /// <summary>Makes the dataset of what was added; customers and products in order of first appearance.</summary>
    public SequenceDataset Build()
    {
        var counts = new int[_products.Count];
        foreach (var entry in _customers.Values.SelectMany(entries => entries))
        {
            counts[entry.Product]++;
        }

        var items = new List<int>();
        var times = new List<long>();
        var kinds = new List<byte>();
        var offsets = new List<int> { 0 };
        foreach (var entries in _customers.Values)
        {
            var kept = Prepare(entries, counts);
            if (kept.Count >= preparation.MinCustomerInteractions)
            {
                items.AddRange(kept.Select(entry => entry.Product));
                times.AddRange(kept.Select(entry => entry.Time));
                kinds.AddRange(kept.Select(entry => entry.Kind));
                offsets.Add(items.Count);
            }
        }

        return Renumber(items, times, kinds, offsets);
    }

    private List<Entry> Prepare(List<Entry> entries, int[] counts)
    {
        var kept = new List<Entry>(entries.Count);
        foreach (var entry in entries.OrderBy(entry => entry.Time))
        {
            var repeats = kept.Count > 0 && kept[^1].Product == entry.Product;
            if (!repeats && counts[entry.Product] >= preparation.MinItemInteractions)
            {
                kept.Add(entry);
            }
        }

        return kept.Count > preparation.MaxInteractions ? kept[^preparation.MaxInteractions..] : kept;
    }

    // Products that only left-out interactions name must not become items: nothing would ever train their row.
    private SequenceDataset Renumber(List<int> items, List<long> times, List<byte> kinds, List<int> offsets)
    {
        var numbers = new int[_products.Count];
        Array.Fill(numbers, -1);
        var products = new List<ProductId>();
        var dense = new int[items.Count];
        for (var at = 0; at < dense.Length; at++)
        {
            ref var number = ref numbers[items[at]];
            if (number < 0)
            {
                number = products.Count;
                products.Add(_products[items[at]]);
            }

            dense[at] = number;
        }

        return new(new ItemVocabulary(products), dense, [.. offsets], [.. times], [.. kinds]);
    }

    private readonly record struct Entry(int Product, byte Kind, long Time);
}
