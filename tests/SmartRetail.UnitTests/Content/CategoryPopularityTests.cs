using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.UnitTests.Content;

public sealed class CategoryPopularityTests
{
    [Fact]
    public void A_product_scores_the_mean_of_the_others_in_its_category()
    {
        // Interactions: a 3, b 1, c 0 in one category; d 2 alone in another; e without any.
        ProductId[] ids = [new("a"), new("b"), new("c"), new("d"), new("e")];
        var training = new SequenceDataset(new(ids), [0, 0, 1, 0, 3, 3], [0, 6]);
        var content = ProductContent.Create(
            training.Vocabulary,
            [Product(ids[0], "x"), Product(ids[1], "x"), Product(ids[2], "x"), Product(ids[3], "y")]);
        var scores = new float[5];

        new CategoryPopularity(training, content).Score([InteractionSequence.Of(0)], scores);

        // d and e have nobody to learn from: the mean of all products, 6 / 5.
        Assert.Equal([0.5f, 1.5f, 2, 1.2f, 1.2f], scores);
    }

    private static Product Product(ProductId id, string category) =>
        new() { Id = id, Title = "", Category = category, Price = 1 };
}
