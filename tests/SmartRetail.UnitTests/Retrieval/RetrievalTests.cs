using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.UnitTests.Retrieval;

/// <summary>What is retrieved is what a loop over all products finds, ties included.</summary>
public sealed class RetrievalTests
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Ranks_as_a_loop_over_all_products_does(int seed)
    {
        using var store = new GeneratedStore(seed);
        var scores = ProductScores.Of([store.DrawHistory()], store.View)[0];
        var filter = store.DrawFilter();

        var ranked = scores.Top(30, filter);

        Assert.Equal(Loop(store, filter, 30, product => scores[product]), ranked);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Ranks_without_a_model_as_a_loop_over_all_products_does(int seed)
    {
        using var store = new GeneratedStore(seed);

        // Of what came last the popular list knows nothing yet, and of the last one nobody does.
        ProductId[] late = [new("late-1"), new("late-2"), new("nobody-counts-it")];
        store.Catalog.TryApply(2, [.. late.Select(product => store.Product(1) with { Id = product, Available = true })], []);
        store.Counts.Popular();
        store.Look("a late customer", late[..2]);
        IReadOnlyList<ProductStep> history =
            [.. store.DrawHistory(), .. late.Select(product => new ProductStep(product, InteractionKind.View))];
        var scores = ProductScores.Of([history], store.WithoutModel)[0];
        var filter = store.DrawFilter();

        var ranked = scores.Top(GeneratedStore.Products, filter);

        Assert.Equal(
            Loop(store, filter, GeneratedStore.Products, product => scores[product], hasModel: false),
            ranked.Where(scored => scored.Score > 0));
        Assert.Distinct(ranked.Select(scored => scored.Product));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Ranks_what_has_changed_as_it_is_now(int seed)
    {
        using var store = new GeneratedStore(seed);
        var scores = ProductScores.Of([store.DrawHistory()], store.View)[0];
        scores.Top(30, new(store.Catalog));
        store.Catalog.TryApply(
            2, [.. Enumerable.Range(0, 300).Select(store.Product)], [GeneratedStore.Id(300), GeneratedStore.Id(301)]);
        var filter = store.DrawFilter();

        var ranked = scores.Top(30, filter);

        Assert.Equal(Loop(store, filter, 30, product => scores[product]), ranked);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Finds_the_most_alike_as_a_loop_over_all_products_does(int seed)
    {
        using var store = new GeneratedStore(seed);
        var filter = store.DrawFilter() with { Exclude = new HashSet<ProductId> { GeneratedStore.Id(5) } };

        var similar = Recommender.Retrieval.SimilarProducts.Find(
            GeneratedStore.Id(5), store.View, filter, 30, store.View.Model!.FindLike(5));

        Assert.Equal(Loop(store, filter, 30, LikenessIn(store)).Where(scored => scored.Score > 0), similar);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Fills_a_list_from_the_few_products_that_a_rule_of_the_request_leaves(int seed)
    {
        using var store = new GeneratedStore(seed);
        var scores = ProductScores.Of([store.DrawHistory()], store.View)[0];
        var bought = Enumerable.Range(0, GeneratedStore.Products - 40)
            .ToDictionary(GeneratedStore.Id, _ => DateTimeOffset.MaxValue);
        var filter = new ProductFilter(store.Catalog) { Bought = bought };

        var ranked = scores.Top(30, filter);

        Assert.Equal(Loop(store, filter, 30, product => scores[product]), ranked);
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 25)];

    private static List<ScoredProduct> Loop(
        GeneratedStore store, ProductFilter filter, int count, Func<ProductId, double> scoreOf, bool hasModel = true) =>
    [
        .. store.Catalog.Products.Where(product => filter.Find(product.Id) is not null)
            .Select(product => new ScoredProduct(product.Id, scoreOf(product.Id)))
            .Where(scored => scored.Score > 0)
            .OrderByDescending(scored => scored.Score)
            .ThenBy(scored => (hasModel ? store.View.Model!.FindItem(scored.Product) : null) ?? int.MaxValue)
            .ThenBy(scored => scored.Product.Value, StringComparer.Ordinal)
            .Take(count),
    ];

    private static Func<ProductId, double> LikenessIn(GeneratedStore store)
    {
        var cosines = new float[store.View.Model!.Items];
        store.View.Model.ScoreSimilar(5, cosines);
        var counts = store.Counts.Score([GeneratedStore.Id(5)]);
        var strongest = counts.Values.DefaultIfEmpty(1).Max();
        return product => (counts.GetValueOrDefault(product) / (2 * strongest))
            + (store.View.Model.FindItem(product) is { } item ? cosines[item] / 2 : 0);
    }
}
