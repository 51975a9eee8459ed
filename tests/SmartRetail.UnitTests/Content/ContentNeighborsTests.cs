using SmartRetail.Contracts.Catalog;
using SmartRetail.Recommender.Content;

namespace SmartRetail.UnitTests.Content;

public sealed class ContentNeighborsTests
{
    private static readonly Product[] Catalog =
    [
        Product("kettle", "Kitchen > Kettles", "Red kettle", 30),
        Product("teapot", "Kitchen > Teapots", "Red teapot", 25),
        Product("lamp", "Light", "Blue lamp", 80),
    ];

    [Fact]
    public void Finds_the_products_most_alike_first()
    {
        var neighbors = ContentNeighbors.Of(Catalog);

        var found = neighbors.Find(Product("new", "Kitchen > Kettles", "Green kettle", 31), 2);

        Assert.Equal(["kettle", "teapot"], found.Select(neighbor => neighbor.Product.Value));
        Assert.True(found[0].Likeness > 2 * found[1].Likeness);
    }

    [Fact]
    public void Finds_what_is_the_same_but_for_its_id_as_like_as_can_be()
    {
        var neighbors = ContentNeighbors.Of(Catalog);

        var found = neighbors.Find(Catalog[2] with { Id = new("new") }, 1);

        Assert.Equal("lamp", Assert.Single(found).Product.Value);
        Assert.Equal(1, found[0].Likeness, 0.0001);
    }

    [Fact]
    public void Does_not_find_the_product_itself_nor_what_shares_nothing()
    {
        var neighbors = ContentNeighbors.Of(Catalog);

        Assert.Empty(neighbors.Find(Catalog[2], 10));
    }

    private static Product Product(string id, string category, string title, decimal price) =>
        new() { Id = new(id), Title = title, Category = category, Price = price };
}
