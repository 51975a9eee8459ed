using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.ModelTests.Fitting;

/// <summary>
/// Ten categories of twelve products; after one of a category comes any of the next one. One product of each category has
/// no interactions at all.
/// </summary>
public sealed class ColdProductTests
{
    private const int Categories = 10;
    private const int Sold = 11;
    private readonly SequenceDataset _data = Generate();

    [Theory]
    [MemberData(nameof(Architectures))]
    public void A_product_without_interactions_ranks_with_those_of_its_category(string architecture)
    {
        var products = _data.Vocabulary.Products.Select(ToProduct);
        using var fitted = Training.Encoders.Architectures.Fit(
            architecture,
            Fits.Of(architecture) with { EmbeddingDropout = 0.3 },
            new(_data, [], MaskSeen: false, ProductContent.Create(_data.Vocabulary, products)),
            cancellationToken: TestContext.Current.CancellationToken);
        using var scorer = fitted.CreateScorer();
        var scores = new float[_data.Vocabulary.Count];

        scorer.Score([InteractionSequence.Of(0, Sold, 2 * Sold)], scores);

        // After categories 0, 1, 2 comes one of category 3; its unsold product is behind the sold ones of all categories.
        var cold = (Categories * Sold) + 3;
        Assert.InRange(scores.Count(score => score > scores[cold]), 0, Sold + 1);
    }

    public static TheoryData<string> Architectures => Fits.Architectures;

    private static SequenceDataset Generate()
    {
        var random = new Random(1);
        var items = new List<int>();
        var offsets = new List<int> { 0 };
        for (var customer = 0; customer < 600; customer++)
        {
            var first = random.Next(Categories);
            for (var step = 0; step < 8; step++)
            {
                items.Add((((first + step) % Categories) * Sold) + random.Next(Sold));
            }

            offsets.Add(items.Count);
        }

        var sold = Enumerable.Range(0, Categories * Sold).Select(item => new ProductId($"{item / Sold}.{item % Sold}"));
        var unsold = Enumerable.Range(0, Categories).Select(category => new ProductId($"{category}.new"));
        return new(new(sold.Concat(unsold)), [.. items], [.. offsets]);
    }

    private static Product ToProduct(ProductId id) => new()
    {
        Id = id,
        Title = $"Thing of {id.Value.Split('.')[0]}",
        Category = $"Category {id.Value.Split('.')[0]}",
        Price = 1,
    };
}
