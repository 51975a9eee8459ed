using System.Collections.Immutable;
using System.ComponentModel;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Recommendations;

/// <summary>One customer's products, best first. <see cref="RecommendationWriter"/> writes it.</summary>
internal sealed record RecommendationAnswer(
    [property: Description("Name it in interactions that follow this list.")]
    string RecommendationId,
    string Customer,
    [property: Description("The customer's version that was ranked with.")]
    long ProfileVersion,
    [property: Description("The model that ranked; null when counts or popularity did.")]
    int? ModelVersion,
    [property: Description("The catalog that stock, price and availability were checked against.")]
    long CatalogVersion,
    [property: Description("How much the answer knew: personal, session (of a customer whose id begins with 'anon-'), counts or popular.")]
    string Tier,
    ImmutableArray<RecommendedProductAnswer> Products,
    [property: Description("The 'after' of the next page; null when this is the last one.")]
    string? Next,
    [property: Description("Whether reasons were asked for and could not be found in time.")]
    bool LacksReasons);

/// <summary>A product in a list.</summary>
internal sealed record RecommendedProductAnswer(
    string Product,
    [property: Description("The first of each page is 1.")]
    int Position,
    [property: Description("Compares only within this list.")]
    double Score,
    [property: Description("Why it is shown, strongest first; empty unless explain was asked for.")]
    ImmutableArray<ReasonAnswer> Reasons);

/// <summary>The interaction whose removal lowers the product's score most, or the popularity that ranked it.</summary>
internal sealed record ReasonAnswer(
    [property: Description("The product of that interaction; null for popularity.")]
    string? Product,
    [property: Description("What the customer did with it; null for popularity.")]
    InteractionKind? Kind,
    [property: Description("How far the score falls without the interaction, as a share of the score.")]
    double Contribution,
    [property: Description("The reason as a shop may show it.")]
    string Text)
{
    public static ReasonAnswer From(Reason reason) =>
        new(reason.Product?.Value, reason.Kind, reason.Contribution, reason.Text);
}

/// <summary>Products that are the same for everybody, best first.</summary>
internal sealed record ProductListAnswer(
    long CatalogVersion,
    [property: Description("The model behind the list; null when counts made it.")]
    int? ModelVersion,
    ImmutableArray<ListedProductAnswer> Products)
{
    public static ProductListAnswer From(ProductList list) => new(
        list.CatalogVersion,
        list.ModelVersion?.Value,
        [.. list.Products.Select((product, index) =>
            new ListedProductAnswer(product.Product.Value, index + 1, product.Score))]);
}

/// <summary>A product in a list.</summary>
internal sealed record ListedProductAnswer(
    string Product,
    [property: Description("The first is 1.")]
    int Position,
    [property: Description("Compares only within this list.")]
    double Score);

/// <summary>Products that are the same for everybody, each with what put it on the list.</summary>
internal sealed record FilledListAnswer(
    long CatalogVersion,
    [property: Description("The model behind the list; null when counts made it.")]
    int? ModelVersion,
    ImmutableArray<FilledProductAnswer> Products)
{
    public static FilledListAnswer From(FilledList list) => new(
        list.CatalogVersion,
        list.ModelVersion?.Value,
        [.. list.Products.Select((product, index) => FilledProductAnswer.From(product, index + 1))]);
}

/// <summary>A product in a list that is filled up.</summary>
internal sealed record FilledProductAnswer(
    string Product,
    [property: Description("The first is 1.")]
    int Position,
    [property: Description("Compares only within this list and basis.")]
    double Score,
    [property: Description("What put it here: trending, boughtTogether, similar or popular.")]
    string Basis)
{
    public static FilledProductAnswer From(ListedProduct product, int position) =>
        new(product.Product.Value, position, product.Score, NameOf(product.Basis));

    private static string NameOf(ListBasis basis) => basis switch
    {
        ListBasis.Trending => "trending",
        ListBasis.BoughtTogether => "boughtTogether",
        ListBasis.Similar => "similar",
        ListBasis.Popular => "popular",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, "There is no such basis."),
    };
}
