using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Features;

namespace SmartRetail.Recommender.Sequences;

/// <summary>
/// Gathers interactions in any order of customers and makes the dataset: per customer by time (what has the same time
/// stays in the order it came), without what <see cref="SequencePreparation"/> leaves out.
/// </summary>
/// <remarks>Holds 17 bytes an interaction, 4 more while it builds, and each id once.</remarks>
public sealed class SequenceBuilder(SequencePreparation preparation)
{
    private readonly PagedList<SequenceEntry> _entries = new();
    private readonly Dictionary<CustomerId, int> _customers = [];
    private readonly Dictionary<ProductId, int> _numbers = [];
    private readonly List<ProductId> _products = [];
    private long _otherKinds;
    private long _withdrawn;

    /// <summary>What the last dataset holds of what was given; null before there is one.</summary>
    public PreparationReport? Report { get; private set; }

    /// <summary>Takes the interaction if its kind counts.</summary>
    public void Add(Interaction interaction)
    {
        ArgumentNullException.ThrowIfNull(interaction);
        if (!InteractionWeights.IsSequenceStep(interaction.Kind) || interaction.Product is not { } product)
        {
            _otherKinds++;
            return;
        }

        if (preparation.IsWithdrawn?.Invoke(interaction.Customer) == true)
        {
            _withdrawn++;
            return;
        }

        if (!_numbers.TryGetValue(product, out var number))
        {
            number = _products.Count;
            _numbers.Add(product, number);
            _products.Add(product);
        }

        if (!_customers.TryGetValue(interaction.Customer, out var customer))
        {
            customer = _customers.Count;
            _customers.Add(interaction.Customer, customer);
        }

        _entries.Add(new(
            customer, number, interaction.OccurredAt.ToUnixTimeMilliseconds(), (byte)interaction.Kind));
    }

    /// <summary>Makes the dataset of what was added; customers and products in order of first appearance.</summary>
    public SequenceDataset Build()
    {
        var groups = new EntryGroups(_entries, _customers.Count);
        var filters = new EntryFilters(_entries, groups, _products, preparation);
        filters.Run();
        var data = ToDataset(groups);
        Report = Describe(filters, data.Interactions);
        return data;
    }

    // Products that only left-out interactions name must not become items: nothing would ever train their row.
    private SequenceDataset ToDataset(EntryGroups groups)
    {
        var offsets = new List<int> { 0 };
        for (var customer = 0; customer < groups.Customers; customer++)
        {
            if (groups.Of(customer).Length is > 0 and var length)
            {
                offsets.Add(offsets[^1] + length);
            }
        }

        var items = new int[offsets[^1]];
        var times = new long[items.Length];
        var kinds = new byte[items.Length];
        var itemsOf = new int[_products.Count];
        Array.Fill(itemsOf, -1);
        var products = new List<ProductId>();
        var at = 0;
        for (var customer = 0; customer < groups.Customers; customer++)
        {
            foreach (var number in groups.Of(customer))
            {
                var entry = _entries[number];
                ref var item = ref itemsOf[entry.Product];
                if (item < 0)
                {
                    item = products.Count;
                    products.Add(_products[entry.Product]);
                }

                (items[at], times[at], kinds[at]) = (item, entry.Time, entry.Kind);
                at++;
            }
        }

        return new(new ItemVocabulary(products), items, [.. offsets], times, kinds);
    }

    private PreparationReport Describe(EntryFilters filters, int kept)
    {
        var leftOut = ImmutableSortedDictionary.CreateBuilder<LeftOutReason, long>();
        foreach (var reason in Enum.GetValues<LeftOutReason>())
        {
            var count = reason switch
            {
                LeftOutReason.Kind => _otherKinds,
                LeftOutReason.Consent => _withdrawn,
                _ => filters.LeftOut[(int)reason],
            };
            if (count > 0)
            {
                leftOut.Add(reason, count);
            }
        }

        return new(_otherKinds + _withdrawn + _entries.Count, kept, leftOut.ToImmutable(), filters.BotCustomers);
    }
}
