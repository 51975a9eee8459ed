namespace SmartRetail.Remote;

public sealed partial class RemoteStore
{
    /// <summary>
    /// Records up to 1,000 interactions, all or none, and returns when they are durable: lists asked for from then on know them.
    /// One without an id gets one here, so that sending it again counts it once.
    /// </summary>
    public Task<Recorded> RecordAsync(IEnumerable<Interaction> interactions, CancellationToken cancellationToken = default) =>
        PostAsync<Recorded>(
            "interactions",
            new { interactions = interactions.Select(one => one.Id is null ? one with { Id = Guid.NewGuid().ToString("N") } : one).ToList() },
            cancellationToken);

    /// <summary>Returns what to show one customer, best first; somebody unknown gets what everybody gets.</summary>
    public Task<RecommendationList> RecommendAsync(
        string customer, RecommendationQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new();
        return GetAsync<RecommendationList>(
            Query.With(
                Query.Path("customers", customer, "recommendations"),
                ("count", query.Count),
                ("slot", query.Slot),
                ("category", query.Category),
                ("brand", query.Brand),
                ("minPrice", query.MinPrice),
                ("maxPrice", query.MaxPrice),
                ("exclude", query.Exclude),
                ("diversity", query.Diversity),
                ("context", query.Context?.Select(pair => $"{pair.Key}:{pair.Value}")),
                ("explain", query.Explain),
                ("after", query.After),
                ("leastProfileVersion", query.LeastProfileVersion)),
            cancellationToken);
    }

    /// <summary>Returns several lists for one customer that show no product twice.</summary>
    /// <param name="leastProfileVersion">As <see cref="RecommendationQuery.LeastProfileVersion"/>.</param>
    public Task<Page> GetPageAsync(
        string customer,
        IEnumerable<Slot> slots,
        IEnumerable<string>? exclude = null,
        long? leastProfileVersion = null,
        CancellationToken cancellationToken = default) =>
        PostAsync<Page>(
            Query.Path("customers", customer, "page"),
            new { slots, exclude = exclude?.ToList(), leastProfileVersion },
            cancellationToken);

    /// <summary>Puts up to 1,000 given products in order for one customer.</summary>
    /// <param name="drop">Whether what cannot be shown is left out, in place of being marked.</param>
    /// <param name="leastProfileVersion">As <see cref="RecommendationQuery.LeastProfileVersion"/>.</param>
    public Task<RankedList> RankAsync(
        string customer,
        IEnumerable<string> products,
        string? slot = null,
        bool drop = false,
        long? leastProfileVersion = null,
        CancellationToken cancellationToken = default) =>
        PostAsync<RankedList>(
            Query.Path("customers", customer, "rank"),
            new { products = products.ToList(), slot, drop, leastProfileVersion },
            cancellationToken);

    /// <summary>Returns the products most acted on lately.</summary>
    public Task<ProductList> ListPopularAsync(
        string? category = null, int count = 10, CancellationToken cancellationToken = default) =>
        GetAsync<ProductList>(Query.With("popular", ("category", category), ("count", count)), cancellationToken);

    /// <summary>Returns the products that get more interest than they used to, filled up with popular ones.</summary>
    public Task<ProductList> ListTrendingAsync(
        string? category = null, int count = 10, CancellationToken cancellationToken = default) =>
        GetAsync<ProductList>(Query.With("trending", ("category", category), ("count", count)), cancellationToken);

    /// <summary>Returns the products most like one.</summary>
    public Task<ProductList> ListSimilarAsync(string product, int count = 10, CancellationToken cancellationToken = default) =>
        GetAsync<ProductList>(Query.With(Query.Path("products", product, "similar"), ("count", count)), cancellationToken);

    /// <summary>Returns the products bought in one order with one, filled up with what is like it.</summary>
    public Task<ProductList> ListBoughtTogetherAsync(
        string product, int count = 10, CancellationToken cancellationToken = default) =>
        GetAsync<ProductList>(Query.With(Query.Path("products", product, "bought-together"), ("count", count)), cancellationToken);

    /// <summary>Returns what completes a basket of up to 100 products; none of it is answered.</summary>
    public Task<ProductList> CompleteBasketAsync(
        IEnumerable<string> basket, int count = 10, CancellationToken cancellationToken = default) =>
        PostAsync<ProductList>("baskets/bought-together", new { products = basket.ToList(), count }, cancellationToken);
}
