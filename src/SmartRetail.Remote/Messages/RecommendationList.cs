using System.Collections.Immutable;

namespace SmartRetail.Remote;

/// <summary>What is asked of a list for a customer; what is left out is as the store has set it.</summary>
public sealed record RecommendationQuery
{
    /// <summary>From 1 to 100. Default: 10.</summary>
    public int Count { get; init; } = 10;

    /// <summary>The place on the page; attribution tells lists apart by it.</summary>
    public string? Slot { get; init; }

    public string? Category { get; init; }

    public string? Brand { get; init; }

    public decimal? MinPrice { get; init; }

    public decimal? MaxPrice { get; init; }

    /// <summary>Products to leave out; at most 1,000, none with a comma in its id.</summary>
    public IReadOnlyCollection<string>? Exclude { get; init; }

    /// <summary>How different from each other the products are to be, from 0 to 1.</summary>
    public decimal? Diversity { get; init; }

    /// <summary>What the store's rules may read of the request; at most 16.</summary>
    public IReadOnlyDictionary<string, string>? Context { get; init; }

    /// <summary>Whether each product carries the reasons why it is shown.</summary>
    public bool? Explain { get; init; }

    /// <summary>The <see cref="RecommendationList.Next"/> of the page before.</summary>
    public string? After { get; init; }

    /// <summary>
    /// The customer's <see cref="Recorded.Profiles"/> of what was recorded last: nothing older is answered, whichever entrance of
    /// the cluster is asked.
    /// </summary>
    public long? LeastProfileVersion { get; init; }
}

/// <summary>One customer's products, best first.</summary>
/// <param name="RecommendationId">Name it in interactions that follow the list.</param>
/// <param name="ProfileVersion">The customer's version that was ranked with.</param>
/// <param name="ModelVersion">The model that ranked; null when counts or popularity did.</param>
/// <param name="Tier">How much the list knew: personal, session, counts or popular.</param>
/// <param name="Next">What the next page is asked for with; null when this is the last.</param>
public sealed record RecommendationList(
    string RecommendationId,
    string Customer,
    long ProfileVersion,
    int? ModelVersion,
    long CatalogVersion,
    string Tier,
    ImmutableArray<RecommendedProduct> Products,
    string? Next,
    bool LacksReasons);

/// <summary>A product in a list; the first has position 1.</summary>
public sealed record RecommendedProduct(string Product, int Position, double Score, ImmutableArray<Reason> Reasons);

/// <summary>Why a product is shown.</summary>
/// <param name="Contribution">How far the score falls without the interaction, as a share of the score.</param>
public sealed record Reason(string? Product, InteractionKind? Kind, double Contribution, string Text);

/// <summary>Given products in order, best first.</summary>
/// <param name="Unknown">What the catalog does not have.</param>
public sealed record RankedList(
    string RecommendationId,
    string Customer,
    long ProfileVersion,
    int? ModelVersion,
    long CatalogVersion,
    string Tier,
    ImmutableArray<RankedProduct> Products,
    ImmutableArray<string> Unknown);

/// <summary>A given product in its place.</summary>
/// <param name="Available">Whether it may be shown now.</param>
public sealed record RankedProduct(string Product, int Position, double Score, bool Available);

/// <summary>Products that are the same for everybody, best first.</summary>
public sealed record ProductList(long CatalogVersion, int? ModelVersion, ImmutableArray<ListedProduct> Products);

/// <summary>A product in such a list.</summary>
/// <param name="Basis">What put it there, in a list that is filled up: trending, boughtTogether, similar or popular; else null.</param>
public sealed record ListedProduct(string Product, int Position, double Score, string? Basis = null);
