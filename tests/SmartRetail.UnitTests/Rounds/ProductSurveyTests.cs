using SmartRetail.Recommender.Rounds;

namespace SmartRetail.UnitTests.Rounds;

public sealed class ProductSurveyTests
{
    [Fact]
    public void The_counts_of_all_workers_add_up_and_products_keep_their_first_place()
    {
        var merged = ProductSurvey.Merge(
        [
            new(3, 9, [new("tea", 4, 3), new("pot", 1, 1)]),
            new(2, 5, [new("cup", 2, 2), new("pot", 1, 0), new("tea", 1, 1)]),
        ]);

        Assert.Equal((5, 14), (merged.Customers, merged.Interactions));
        Assert.Equal([new("tea", 5, 4), new("pot", 2, 1), new("cup", 2, 2)], merged.Products);
    }

    [Fact]
    public void A_product_that_is_there_once_in_all_shards_together_is_not_trained_on()
    {
        var merged = ProductSurvey.Merge([new(1, 2, [new("tea", 2, 2)]), new(1, 2, [new("rare", 1, 1)])]);

        Assert.Equal(new SurveyedProduct("rare", 1, 0), merged.Products[1]);
        Assert.True(merged.IsKept(0));
        Assert.False(merged.IsKept(1));
    }

    [Fact]
    public void One_worker_s_survey_is_its_own_and_is_read_as_it_was_written()
    {
        var survey = new ProductSurvey(1, 2, [new("té ü 漢", 2, 2), new("new", 0, 0)]);

        var read = ProductSurvey.FromBytes(ProductSurvey.Merge([survey]).ToBytes());

        Assert.Equal(survey.Products, read.Products);
        Assert.Equal((1, 2), (read.Customers, read.Interactions));
    }

    [Fact]
    public void What_is_no_survey_is_refused() =>
        Assert.Throws<InvalidDataException>(() => ProductSurvey.FromBytes("tea\t1"u8));
}
