using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using SmartRetail.Client.Interactions;
using SmartRetail.Client.Shop.Baskets;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Client.Shop;

/// <summary>
/// Records what the customer does. Each method returns after the interaction is durable, so that whatever the page
/// asks next was ranked with it; false means that it could not be recorded now.
/// </summary>
internal sealed class Journal(
    IGrainFactory grains, AcknowledgedVersions acknowledged, Visit visit, IOptions<RetailClientOptions> options, TimeProvider clock)
{
    private readonly StoreId _store = new(options.Value.ShopStore);

    public Task<bool> RecordAsync(
        InteractionKind kind, Product product, Origin? origin, CancellationToken cancellationToken) =>
        RecordAsync([Describe(NewId(), kind, product, 1, origin)], cancellationToken);

    public Task<bool> RecordSearchAsync(string query, CancellationToken cancellationToken) => RecordAsync(
        [
            new()
            {
                Id = NewId(),
                Customer = visit.Customer,
                Kind = InteractionKind.Search,
                Query = query,
                OccurredAt = clock.GetUtcNow(),
            },
        ],
        cancellationToken);

    /// <summary>Records the basket as bought. Its ids follow from the order's, so a form sent twice buys once.</summary>
    public Task<bool> RecordOrderAsync(
        string order, IEnumerable<(BasketLine Line, Product Product)> lines, CancellationToken cancellationToken) =>
        RecordAsync(
            [
                .. lines.Select((bought, index) => Describe(
                    new($"{order}-{index + 1}"),
                    InteractionKind.Purchase,
                    bought.Product,
                    bought.Line.Quantity,
                    bought.Line.Origin)),
            ],
            cancellationToken);

    private async Task<bool> RecordAsync(
        ImmutableArray<Interaction> interactions, CancellationToken cancellationToken)
    {
        try
        {
            var receipt = await grains.Customer(_store, visit.Customer).Record(interactions, cancellationToken);
            if (receipt.IsRecorded)
            {
                acknowledged.Note(_store, visit.Customer, receipt.ProfileVersion);
            }

            return receipt.IsRecorded;
        }
        catch (Exception failure) when (failure is TimeoutException or OrleansException)
        {
            // The caller says so on the page and the customer may repeat it: a shop stays open without its journal.
            return false;
        }
    }

    private Interaction Describe(
        InteractionId id, InteractionKind kind, Product product, int quantity, Origin? origin) => new()
        {
            Id = id,
            Customer = visit.Customer,
            Kind = kind,
            Product = product.Id,
            Quantity = quantity,
            Price = product.Price,
            OccurredAt = clock.GetUtcNow(),
            RecommendationId = origin?.Recommendation,
            Position = origin?.Position,
        };

    private static InteractionId NewId() => new(Guid.NewGuid().ToString("N"));
}
