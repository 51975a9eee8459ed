using Microsoft.Extensions.Time.Testing;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.UnitTests.Ranking;

public sealed class EqualScoresTests : IDisposable
{
    private static readonly string[] Products = ["seen", "d", "b", "c", "a", "e"];

    private readonly CatalogReplica _catalog = new();
    private readonly StoreCounts _counts = new(new(), new FakeTimeProvider());

    public EqualScoresTests() =>
        _catalog.Load(new(1, [.. Products.Select(id => new Product { Id = new(id), Title = id, Category = "any", Price = 1 })]));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Are_ranked_in_the_order_of_the_items(int count)
    {
        var scores = ProductScores.Of(
            [[new(new("seen"), InteractionKind.View)]], new(_catalog, _counts, new IndifferentModel()))[0];
        var filter = new ProductFilter(_catalog) { Exclude = new HashSet<ProductId> { new("seen") } };

        var ranked = scores.Top(count, filter);

        Assert.Equal(Products.Skip(1).Take(count), ranked.Select(scored => scored.Product.Value));
    }

    public void Dispose() => _counts.Dispose();

    /// <summary>A model to which all products are the same.</summary>
    private sealed class IndifferentModel : ISequenceModel
    {
        public ModelVersion Version => new(1);

        public int Items => Products.Length;

        public int? FindItem(ProductId product) => Array.IndexOf(Products, product.Value);

        public ProductId GetProduct(int item) => new(Products[item]);

        public void Score(IReadOnlyList<InteractionSequence> sequences, Span<float> logits) => logits.Clear();

        public void ScoreSimilar(int item, Span<float> cosines) => cosines.Clear();
    }
}
