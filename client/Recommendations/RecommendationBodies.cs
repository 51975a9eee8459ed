using System.Collections.Immutable;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Recommendations;

/// <summary>One customer's products, best first.</summary>
/// <param name="RecommendationId">Name it in interactions that follow this list.</param>
/// <param name="ProfileVersion">The customer's version that was ranked with.</param>
/// <param name="ModelVersion">The model that ranked; null when counts or popularity did.</param>
/// <param name="CatalogVersion">The catalog that stock, price and availability were checked against.</param>
/// <param name="Tier">How much the answer knew: personal, session, counts or popular.</param>
internal sealed record RecommendationAnswer(
    string RecommendationId,
    string Customer,
    long ProfileVersion,
    int? ModelVersion,
    long CatalogVersion,
    string Tier,
    ImmutableArray<RecommendedProductAnswer> Products)
{
    public static RecommendationAnswer From(RecommendationList list) => new(
        list.RecommendationId.Value,
        list.Customer.Value,
        list.ProfileVersion,
        list.ModelVersion?.Value,
        list.CatalogVersion,
        NameOf(list.Tier),
        [.. list.Products.Select(RecommendedProductAnswer.From)]);

    private static string NameOf(RecommendationTier tier) => tier switch
    {
        RecommendationTier.Personal => "personal",
        RecommendationTier.Session => "session",
        RecommendationTier.Counts => "counts",
        RecommendationTier.Popular => "popular",
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "There is no such tier."),
    };
}

/// <summary>A product in a list.</summary>
/// <param name="Position">The first is 1.</param>
/// <param name="Score">Compares only within this list.</param>
/// <param name="Reasons">Why it is shown, strongest first; empty unless explain was asked for.</param>
internal sealed record RecommendedProductAnswer(
    string Product, int Position, double Score, ImmutableArray<ReasonAnswer> Reasons)
{
    public static RecommendedProductAnswer From(RecommendedProduct product) => new(
        product.Product.Value,
        product.Position,
        product.Score,
        product.Reasons.IsDefault ? [] : [.. product.Reasons.Select(ReasonAnswer.From)]);
}

/// <summary>The interaction whose removal lowers the product's score most, or the popularity that ranked it.</summary>
/// <param name="Product">The product of that interaction; null for popularity.</param>
/// <param name="Kind">What the customer did with it; null for popularity.</param>
/// <param name="Contribution">How far the score falls without the interaction, as a share of the score.</param>
/// <param name="Text">The reason as a shop may show it.</param>
internal sealed record ReasonAnswer(string? Product, InteractionKind? Kind, double Contribution, string Text)
{
    public static ReasonAnswer From(Reason reason) =>
        new(reason.Product?.Value, reason.Kind, reason.Contribution, reason.Text);
}

/// <summary>Products that are the same for everybody, best first.</summary>
/// <param name="ModelVersion">The model behind the list; null when counts made it.</param>
internal sealed record ProductListAnswer(
    long CatalogVersion, int? ModelVersion, ImmutableArray<ListedProductAnswer> Products)
{
    public static ProductListAnswer From(ProductList list) => new(
        list.CatalogVersion,
        list.ModelVersion?.Value,
        [.. list.Products.Select((product, index) =>
            new ListedProductAnswer(product.Product.Value, index + 1, product.Score))]);
}

/// <summary>A product in a list.</summary>
/// <param name="Position">The first is 1.</param>
/// <param name="Score">Compares only within this list.</param>
internal sealed record ListedProductAnswer(string Product, int Position, double Score);
