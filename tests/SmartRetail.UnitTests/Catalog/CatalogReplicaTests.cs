using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Catalog;

namespace SmartRetail.UnitTests.Catalog;

public sealed class CatalogReplicaTests
{
    private readonly CatalogReplica _catalog = new();

    public CatalogReplicaTests() =>
        _catalog.Load(new(5, [Product("a", "Red Tea Cup"), Product("b", "Red Lamp"), Product("c", "Teapot")]));

    [Fact]
    public void Takes_the_next_change()
    {
        var applied = _catalog.TryApply(6, [Product("a", "Blue Cup")], [new("b")]);

        Assert.True(applied);
        Assert.Equal("Blue Cup", _catalog.Find(new("a"))!.Title);
        Assert.Null(_catalog.Find(new("b")));
        Assert.Equal(6, _catalog.Version);
    }

    [Fact]
    public void Asks_for_the_whole_when_a_change_is_missing()
    {
        var applied = _catalog.TryApply(7, [Product("a", "Blue Cup")], []);

        Assert.False(applied);
        Assert.Equal("Red Tea Cup", _catalog.Find(new("a"))!.Title);
    }

    [Fact]
    public void Ignores_a_change_it_has()
    {
        var applied = _catalog.TryApply(5, [Product("a", "Older")], []);

        Assert.True(applied);
        Assert.Equal("Red Tea Cup", _catalog.Find(new("a"))!.Title);
    }

    [Fact]
    public void Takes_all_that_it_has_missed()
    {
        _catalog.Update(new CatalogChanges(9, [Product("a", "Blue Cup"), Product("d", "Jug")], [new("b")], SavedSettings.None));

        Assert.Equal("a:Blue Cup c:Teapot d:Jug", string.Join(' ', _catalog.Index.Products.Select(id => $"{id}:{_catalog.Find(id)!.Title}")));
        Assert.Equal(9, _catalog.Version);
        Assert.True(_catalog.TryApply(10, [], []));
    }

    [Fact]
    public void Knows_which_products_it_had_missed()
    {
        _catalog.Update(new CatalogChanges(9, [Product("d", "Jug")], [new("b")], SavedSettings.None));

        Assert.Equal(["d", "b"], _catalog.FindChanged(5)!.Select(product => product.Value));
    }

    [Fact]
    public void Makes_rules_anew_only_where_settings_are_others()
    {
        var hiding = new SavedSettings(1, default, new() { Hide = [new("rule", "price > 3")] });
        _catalog.Update(new CatalogChanges(6, [], [], hiding));
        var rules = _catalog.Rules;
        _catalog.Update(new CatalogChanges(7, [], [], hiding));

        Assert.Equal(1, rules.Version);
        Assert.Same(rules, _catalog.Rules);
    }

    [Fact]
    public void Takes_nothing_that_is_no_newer()
    {
        _catalog.Update(new CatalogChanges(5, [Product("a", "Older")], [new("c")], SavedSettings.None));

        Assert.Equal("Red Tea Cup", _catalog.Find(new("a"))!.Title);
        Assert.Equal(3, _catalog.Count);
    }

    [Fact]
    public void Does_not_go_back_to_an_older_catalog()
    {
        _catalog.Load(new(4, []));

        Assert.Equal(3, _catalog.Count);
    }

    [Theory]
    [InlineData("red", "a b")]
    [InlineData("TEA", "a c")]
    [InlineData("red te", "a")]
    [InlineData("kettle", "")]
    public void Finds_titles_by_the_beginnings_of_words(string text, string expected) =>
        Assert.Equal(
            expected, string.Join(' ', _catalog.Index.Search(text).Select(place => _catalog.Index.Products[place].Value)));

    [Theory]
    [InlineData("d", "Red Lamp", "c")]
    [InlineData("b", "Green Lamp", "c")]
    [InlineData("b", "Red Lamp", "d")]
    public void Makes_its_index_anew_after_a_product_that_changes_it(string id, string title, string category)
    {
        var before = _catalog.Index;
        Assert.True(_catalog.TryApply(6, [Product(id, title) with { Category = category }], []));

        Assert.Equal((5, 6), (before.Version, _catalog.Index.Version));
    }

    [Fact]
    public void Makes_its_index_anew_after_products_that_are_gone()
    {
        var versions = new List<long> { _catalog.Index.Version };
        _catalog.TryApply(6, [], [new("b")]);
        versions.Add(_catalog.Index.Version);
        _catalog.Update(new(8, [], [new("c")], SavedSettings.None));
        versions.Add(_catalog.Index.Version);
        _catalog.Load(new(9, []));
        versions.Add(_catalog.Index.Version);

        Assert.Equal([5, 6, 8, 9], versions);
    }

    [Fact]
    public void Keeps_its_index_while_prices_and_stocks_change()
    {
        var before = _catalog.Index;
        Assert.True(_catalog.TryApply(6, [Product("b", "Red Lamp") with { Price = 3, Stock = 0, Available = false }], [new("none")]));

        Assert.Same(before, _catalog.Index);
    }

    private static Product Product(string id, string title) =>
        new() { Id = new(id), Title = title, Category = "c", Price = 1 };
}
