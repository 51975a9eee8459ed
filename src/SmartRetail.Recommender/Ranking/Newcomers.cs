using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Content;

namespace SmartRetail.Recommender.Ranking;

/// <summary>
/// The products that the model was trained without, each with the known ones most alike by content. A newcomer's score is the
/// mean of theirs, by likeness, until it has a better one of its own: so it is shown where they would be.
/// </summary>
public sealed class Newcomers
{
    /// <summary>The most newcomers that rankings look at, those first sold last: each costs every ranking some look-ups.</summary>
    public const int MaxProducts = 256;

    /// <summary>Neighbors of each.</summary>
    public const int MaxNeighbors = 10;

    private readonly ImmutableArray<Newcomer> _products;
    private readonly ContentNeighbors? _neighbors;
    private readonly ISequenceModel? _model;
    private readonly long _version;

    private Newcomers(
        ImmutableArray<Newcomer> products, ContentNeighbors? neighbors, ISequenceModel? model, long version, long changedAt)
    {
        _products = products;
        _neighbors = neighbors;
        _model = model;
        _version = version;
        ChangedAt = changedAt;
    }

    public static Newcomers None { get; } = new([], null, null, -1, -1);

    /// <summary>The catalog version that made them what they are: a kept ranking of another one lacks some.</summary>
    public long ChangedAt { get; }

    /// <summary>
    /// Returns those of the catalog as it is now; this, where nothing has changed since. Who was one before keeps its neighbors
    /// while its content is the same, so that a change of stock costs a look at each product and no more.
    /// </summary>
    public Newcomers Update(CatalogReplica catalog, ISequenceModel? model)
    {
        if (model is null)
        {
            return None;
        }

        var version = catalog.Version;
        if (_version == version && ReferenceEquals(_model, model))
        {
            return this;
        }

        var unknown = catalog.Products.Where(product => product.IsBuyable && model.FindItem(product.Id) is null)
            .OrderByDescending(product => product.FirstSoldAt ?? DateTimeOffset.MaxValue)
            .ThenBy(product => product.Id.Value, StringComparer.Ordinal)
            .Take(MaxProducts).ToList();
        if (unknown.Count == 0)
        {
            return With([], ReferenceEquals(_model, model) ? _neighbors : null);
        }

        var neighbors = ReferenceEquals(_model, model) && _neighbors is not null
            ? _neighbors
            : ContentNeighbors.Of(catalog.Products.Where(product => model.FindItem(product.Id) is not null));
        var before = ReferenceEquals(neighbors, _neighbors)
            ? _products.ToDictionary(newcomer => newcomer.Product.Id)
            : [];
        return With(
            [
                .. unknown.Select(product =>
                    before.TryGetValue(product.Id, out var known) && HasSameContent(known.Product, product)
                        ? known
                        : Newcomer.Of(product, neighbors)),
            ],
            neighbors);

        Newcomers With(ImmutableArray<Newcomer> products, ContentNeighbors? like) => new(
            products, like, model, version, products.SequenceEqual(_products)
                ? ChangedAt
                : version);
    }

    /// <summary>Gives each newcomer its score, unless it has a higher one.</summary>
    internal void AddTo(ProductScores scores)
    {
        foreach (var newcomer in _products)
        {
            scores.Raise(newcomer.Product.Id, newcomer.Neighbors.Sum(neighbor => neighbor.Share * scores[neighbor.Product]));
        }
    }

    /// <summary>As for <see cref="ProductScores"/>, of scores that lie by item.</summary>
    /// <param name="itemOf">Null for a product that has no score.</param>
    internal void AddTo(Span<float> scores, Func<ProductId, int?> itemOf)
    {
        foreach (var newcomer in _products)
        {
            if (itemOf(newcomer.Product.Id) is { } own)
            {
                var score = 0.0;
                foreach (var (product, share) in newcomer.Neighbors)
                {
                    score += itemOf(product) is { } item ? share * scores[item] : 0;
                }

                scores[own] = Math.Max(scores[own], (float)score);
            }
        }
    }

    private static bool HasSameContent(Product left, Product right) =>
        left.Title == right.Title && left.Category == right.Category && left.Brand == right.Brand && left.Price == right.Price;

    /// <param name="Neighbors">With the share that each one's score has; they sum to the likeness of the nearest.</param>
    private sealed record Newcomer(Product Product, ImmutableArray<(ProductId Product, double Share)> Neighbors)
    {
        public static Newcomer Of(Product product, ContentNeighbors neighbors)
        {
            var found = neighbors.Find(product, MaxNeighbors);
            var sum = found.Sum(neighbor => neighbor.Likeness);

            // One that is like nothing gets little of what it is least unlike.
            return new(
                product, [.. found.Select(neighbor => (neighbor.Product, neighbor.Likeness / sum * found[0].Likeness))]);
        }
    }
}
