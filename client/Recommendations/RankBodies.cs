using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SmartRetail.Client.Problems;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Recommendations;

/// <summary>Products to put in order for a customer.</summary>
internal sealed record RankBody
{
    [Description("From 1 to 1,000 product ids; one that comes again counts once. Equal scores keep this order.")]
    [Required, Length(1, RankRequest.MaxProducts)]
    public IReadOnlyList<string?>? Products { get; init; }

    [Description("The place on the page; kept with the impression.")]
    public string? Slot { get; init; }

    [Description("Whether what cannot be bought or a rule hides is left out, in place of being marked. false when absent.")]
    public bool? Drop { get; init; }

    [Description(RecommendationQuery.LeastDescription)]
    [Range(0, long.MaxValue)]
    public long? LeastProfileVersion { get; init; }

    /// <exception cref="InvalidRequestException">A member breaks a bound.</exception>
    public RankRequest ToRequest()
    {
        var errors = ProductIds.Check("products", Products, RankRequest.MaxProducts);
        var request = new RankRequest
        {
            Products = errors.IsEmpty ? ProductIds.Read(Products!) : [],
            Slot = Slot,
            Drop = Drop ?? false,
            LeastProfileVersion = LeastProfileVersion ?? 0,
        };

        // Without ids the request would say once more that there are none.
        errors = errors.AddRange(request.Check().Where(error => errors.IsEmpty || error.Field != "products"));
        return errors.IsEmpty ? request : throw new InvalidRequestException(errors);
    }
}

/// <summary>Given products in order, best first.</summary>
internal sealed record RankAnswer(
    [property: Description("Name it in interactions that follow this list.")]
    string RecommendationId,
    string Customer,
    [property: Description("The customer's version that was ranked with.")]
    long ProfileVersion,
    [property: Description("The model that ranked; null when counts or popularity did.")]
    int? ModelVersion,
    [property: Description("The catalog that availability was checked against.")]
    long CatalogVersion,
    [property: Description("How much the answer knew: personal, session, counts or popular.")]
    string Tier,
    ImmutableArray<RankedProductAnswer> Products,
    [property: Description("What the catalog does not have, in the order given.")]
    ImmutableArray<string> Unknown)
{
    public static RankAnswer From(RankedList list) => new(
        list.RecommendationId.Value,
        list.Customer.Value,
        list.ProfileVersion,
        list.ModelVersion?.Value,
        list.CatalogVersion,
        TierName.Of(list.Tier),
        [.. list.Products.Select(RankedProductAnswer.From)],
        [.. list.Unknown.Select(product => product.Value)]);
}

/// <summary>A given product in its place.</summary>
internal sealed record RankedProductAnswer(
    string Product,
    [property: Description("The first is 1.")]
    int Position,
    [property: Description("Compares only within this list.")]
    double Score,
    [property: Description("Whether it may be shown now: it can be bought, and no rule of the store hides it.")]
    bool Available)
{
    public static RankedProductAnswer From(RankedProduct product) =>
        new(product.Product.Value, product.Position, product.Score, product.IsAvailable);
}
