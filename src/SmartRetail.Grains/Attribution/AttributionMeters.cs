using System.Diagnostics.Metrics;
using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Grains.Operations;
using SmartRetail.Recommender.Attribution;

namespace SmartRetail.Grains.Attribution;

/// <summary>What lists bring, for Prometheus and OTLP: sums over all silos, by store, slot, tier and model.</summary>
internal sealed class AttributionMeters : IDisposable
{
    private const int MaxStores = 20;
    private const int MaxSlots = 20;
    private const int MaxModels = 10;

    private readonly LabelSet _stores = new(MaxStores);
    private readonly LabelSet _slots = new(MaxSlots);
    private readonly LabelSet _models = new(MaxModels);
    private readonly Meter _meter;
    private readonly Counter<double> _shown;
    private readonly Counter<double> _outcomes;
    private readonly Counter<double> _revenue;

    public AttributionMeters(IMeterFactory meters)
    {
        _meter = meters.Create(ServingMeters.MeterName);
        _shown = _meter.CreateCounter<double>(
            "smartretail_shown_products", description: "Products shown in recorded lists, scaled to all lists");
        _outcomes = _meter.CreateCounter<double>(
            "smartretail_attributed_products", description: "Products of lists that were clicked, put into carts, bought");
        _revenue = _meter.CreateCounter<double>(
            "smartretail_attributed_revenue", description: "Revenue of purchases that followed a list, in the store's currency");
    }

    public void Shown(StoreId store, Impression impression) => _shown.Add(
        impression.Products.Length / impression.SampleRate,
        LabelsOf(store, new(impression.Slot, impression.Tier, impression.ModelVersion)));

    public void Attributed(StoreId store, IReadOnlyList<AttributedFigures> added)
    {
        foreach (var (key, sums) in added)
        {
            Add(store, key, "click", sums.Clicks);
            Add(store, key, "cart", sums.Carts);
            Add(store, key, "purchase", sums.Purchases);
            if (sums.Revenue > 0)
            {
                _revenue.Add(sums.Revenue, LabelsOf(store, key));
            }
        }
    }

    public void Dispose() => _meter.Dispose();

    private void Add(StoreId store, AttributionKey key, string outcome, double count)
    {
        if (count > 0)
        {
            _outcomes.Add(count, [.. LabelsOf(store, key), new("outcome", outcome)]);
        }
    }

    private KeyValuePair<string, object?>[] LabelsOf(StoreId store, AttributionKey key) =>
    [
        new("store", _stores.Bound(store.Value)),
        new("slot", _slots.Bound(key.Slot ?? "")),
        new("tier", key.Tier.ToString()),
        new("model", _models.Bound(key.Model?.Value.ToString(CultureInfo.InvariantCulture) ?? "")),
    ];
}
