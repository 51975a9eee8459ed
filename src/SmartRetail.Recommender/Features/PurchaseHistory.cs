using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Features.Packing;

namespace SmartRetail.Recommender.Features;

/// <summary>What a customer bought, how often and when last, and what came back.</summary>
[GenerateSerializer, Alias("PurchaseHistory")]
public sealed class PurchaseHistory
{
    /// <summary>The most products kept; the one bought longest ago goes when another comes.</summary>
    public const int MaxProducts = 5_000;

    [Id(0)]
    private readonly Dictionary<ProductId, PurchaseRecord> _purchases = [];

    public IReadOnlyDictionary<ProductId, PurchaseRecord> Purchases => _purchases;

    /// <summary>Money spent less money returned, in the store's currency.</summary>
    [Id(1)]
    public decimal Spent { get; private set; }

    public void Apply(Interaction interaction)
    {
        if (interaction.Product is not { } product)
        {
            return;
        }

        if (interaction.Kind == InteractionKind.Purchase)
        {
            Spent += interaction.Quantity * (interaction.Price ?? 0);
            var before = _purchases.GetValueOrDefault(product);
            if (before is null && _purchases.Count >= MaxProducts)
            {
                _purchases.Remove(_purchases.MinBy(pair => pair.Value.LastAt).Key);
            }

            var logDays = before is null ? null : PurchaseInterval.LogDays(before.LastAt, interaction.OccurredAt);
            _purchases[product] = before is null
                ? new(1, interaction.Quantity, interaction.OccurredAt, interaction.OccurredAt, 0)
                : before with
                {
                    Times = before.Times + 1,
                    Units = before.Units + interaction.Quantity,
                    FirstAt = Earlier(before.FirstAt, interaction.OccurredAt),
                    LastAt = Later(before.LastAt, interaction.OccurredAt),
                    Intervals = before.Intervals + (logDays is null ? 0 : 1),
                    LogSum = before.LogSum + (logDays ?? 0),
                    LogSquares = before.LogSquares + (logDays * logDays ?? 0),
                };
        }
        else if (interaction.Kind == InteractionKind.Return)
        {
            Spent -= interaction.Quantity * (interaction.Price ?? 0);
            if (_purchases.TryGetValue(product, out var bought))
            {
                _purchases[product] = bought with { Returned = bought.Returned + interaction.Quantity };
            }
        }
    }

    /// <inheritdoc cref="CustomerFeatures.ShareTexts"/>
    internal void ShareIds(Func<ProductId, Product?> find)
    {
        KeyValuePair<ProductId, PurchaseRecord>[] all = [.. _purchases];
        _purchases.Clear();
        foreach (var (id, record) in all)
        {
            _purchases.Add(find(id)?.Id ?? id, record);
        }
    }

    internal void Write(PackWriter writer)
    {
        writer.Write(Spent);
        writer.Write(_purchases.Count);
        foreach (var (product, record) in _purchases)
        {
            writer.Write(product.Value);
            writer.WriteSigned(record.Times);
            writer.WriteSigned(record.Units);
            writer.Write(record.FirstAt);
            writer.Write(record.LastAt);
            writer.WriteSigned(record.Returned);
            writer.WriteSigned(record.Intervals);
            if (record.Intervals > 0)
            {
                writer.Write(record.LogSum);
                writer.Write(record.LogSquares);
            }
        }
    }

    internal void Read(ref PackReader reader)
    {
        Spent = reader.ReadDecimal();
        var count = reader.ReadCount();
        _purchases.EnsureCapacity(count);
        for (; count > 0; count--)
        {
            _purchases.Add(new(reader.ReadText()), ReadRecord(ref reader));
        }
    }

    private static PurchaseRecord ReadRecord(ref PackReader reader)
    {
        var times = (int)reader.ReadSigned();
        var units = reader.ReadSigned();
        var (first, last) = (reader.ReadTime(), reader.ReadTime());
        var returned = reader.ReadSigned();
        var intervals = (int)reader.ReadSigned();
        return intervals > 0
            ? new(times, units, first, last, returned, intervals, reader.ReadDouble(), reader.ReadDouble())
            : new(times, units, first, last, returned);
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

/// <summary>Purchases of one product, with the intervals between its occasions (<see cref="PurchaseInterval"/>).</summary>
/// <param name="LogSum">Sum of the intervals' log days.</param>
/// <param name="LogSquares">Sum of the squares of the intervals' log days.</param>
[GenerateSerializer, Immutable, Alias("PurchaseRecord")]
public sealed record PurchaseRecord(
    [property: Id(0)] int Times,
    [property: Id(1)] long Units,
    [property: Id(2)] DateTimeOffset FirstAt,
    [property: Id(3)] DateTimeOffset LastAt,
    [property: Id(4)] long Returned,
    [property: Id(5)] int Intervals = 0,
    [property: Id(6)] double LogSum = 0,
    [property: Id(7)] double LogSquares = 0);
