using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Exploration;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.UnitTests.Exploration;

/// <summary>A store of 60 products in four categories: lists are of the first ones, and any may be tried.</summary>
public sealed class ListExplorerTests
{
    private const int Lists = 3_000;

    private static readonly ImmutableArray<ScoredProduct> Ranked =
        [.. Enumerable.Range(1, 10).Select(number => new ScoredProduct(Id(number), 1.0 / number))];

    private readonly CatalogReplica _catalog = new();
    private ImmutableDictionary<ProductId, Trial> _trials = ImmutableDictionary<ProductId, Trial>.Empty;

    [Fact]
    public void Changes_nothing_in_a_store_that_does_not_ask_for_it()
    {
        Save(new());

        var list = Explore(1);

        Assert.Equal(Ranked, list.Products);
        Assert.Null(list.Seed);
        Assert.All(list.Shown, shown => Assert.Equal(1, shown.Propensity));
    }

    [Fact]
    public void Gives_the_same_list_for_the_same_seed()
    {
        Save(new() { ExplorationShare = 0.5 });

        Assert.Equal(Explore(17).Shown, Explore(17).Shown);
        Assert.NotEqual(Explore(17).Shown, Explore(18).Shown);
    }

    [Fact]
    public void Gives_the_share_of_positions_away_and_never_the_first()
    {
        Save(new() { ExplorationShare = 0.2 });

        var explored = Enumerable.Range(0, Ranked.Length)
            .Select(place => All().Count(list => list.Shown[place].IsExplored) / (double)Lists).ToList();

        Assert.Equal(0, explored[0]);
        Assert.All(explored.Skip(1), share => Assert.InRange(share, 0.17, 0.23));
    }

    [Fact]
    public void Never_breaks_a_filter_a_pin_a_hide_rule_a_quota_or_a_product_that_is_there_already()
    {
        Save(new()
        {
            ExplorationShare = StoreSettings.MaxExplorationShare,
            Hide = [new("dear", "price > 40"), new("region", "category == 'c1' and context.region == 'US'")],
            Pins = [new("third", Id(3), 3, null, null), new("behind", Id(30), 50, null, null)],
            Diversity = new(0, PerCategory: 4),
        });
        var filter = Filter() with { MinPrice = 1, Exclude = new HashSet<ProductId> { Id(20) } };

        var lists = All(filter);

        Assert.All(lists, list =>
        {
            Assert.Equal(Ranked.Length, list.Products.Select(scored => scored.Product).Distinct().Count());
            Assert.All(list.Products, scored => Assert.NotNull(filter.Find(scored.Product)));
            Assert.Equal((Id(1), Id(3)), (list.Products[0].Product, list.Products[2].Product));
            Assert.DoesNotContain(list.Products, scored => scored.Product == Id(30));
            Assert.All(
                list.Products.CountBy(scored => _catalog.Find(scored.Product)!.Category),
                category => Assert.InRange(category.Value, 1, 4));
        });
    }

    [Fact]
    public void Logs_the_chance_with_which_each_product_comes_to_its_place()
    {
        _trials = _trials.Add(Id(41), new(100, 9)).Add(Id(42), new(50, 1));
        Save(new() { ExplorationShare = 0.5 });
        var pool = Pool();
        pool = new([.. pool.Products.Where(uncertain => _trials.ContainsKey(uncertain.Product)), pool.Products[0]]);
        var seconds = All(pool: pool).Select(list => list.Shown[1]).ToList();

        // Of the place that is drawn first, chances do not depend on what was drawn before.
        var expected = seconds.GroupBy(shown => shown.Product).Select(group =>
            (Chance: group.First().Propensity, Seen: group.Count() / (double)Lists));

        Assert.All(expected, pair => Assert.InRange(
            pair.Seen - pair.Chance,
            -4 * Math.Sqrt(pair.Chance / Lists),
            4 * Math.Sqrt(pair.Chance / Lists)));
        Assert.Equal(1, seconds.DistinctBy(shown => shown.Product).Sum(shown => shown.Propensity), 0.01);
    }

    [Fact]
    public void Tries_more_often_what_is_looked_at_more_often()
    {
        _trials = _trials.Add(Id(41), new(200, 40)).Add(Id(45), new(200, 0));
        Save(new() { ExplorationShare = 0.5 });
        var pool = new ExplorationPool([.. Pool().Products.Where(uncertain => _trials.ContainsKey(uncertain.Product))]);

        var tried = All(pool: pool)
            .Select(list => list.Shown.FirstOrDefault(shown => shown.IsExplored).Product).ToList();

        Assert.True(tried.Count(product => product == Id(41)) > 20 * tried.Count(product => product == Id(45)));
    }

    [Fact]
    public void Leaves_out_of_the_pool_what_has_had_its_chance()
    {
        _trials = _trials.Add(Id(41), new(ExplorationPool.EnoughShown, 30)).Add(Id(42), new(10, 0));
        Save(new());

        var pool = Pool();

        Assert.DoesNotContain(pool.Products, uncertain => uncertain.Product == Id(41));
        Assert.Equal(Id(42), pool.Products[^1].Product);
    }

    private static ProductId Id(int number) => new($"p{number:00}");

    private static Product Product(int number) => new()
    {
        Id = Id(number),
        Title = $"Product {number}",
        Category = $"c{number % 4}",
        Price = number,
    };

    private void Save(StoreSettings settings) => _catalog.Load(new(
        1, [.. Enumerable.Range(1, 60).Select(Product)])
    { Settings = new(1, DateTimeOffset.UnixEpoch, settings) });

    private ProductFilter Filter() => new(_catalog)
    {
        Context = new(null, ImmutableSortedDictionary<string, string>.Empty.Add("region", "DE")),
    };

    private ExplorationPool Pool()
    {
        using var counts = new Recommender.LiveCounts.StoreCounts(new(), TimeProvider.System);
        return ExplorationPool.Of(_catalog, counts, _trials);
    }

    private ExploredList Explore(int seed) => ListExplorer.Explore(Ranked, Pool(), Filter(), null, (ulong)seed);

    private List<ExploredList> All(ProductFilter? filter = null, ExplorationPool? pool = null)
    {
        pool ??= Pool();
        return
        [
            .. Enumerable.Range(0, Lists).Select(
                seed => ListExplorer.Explore(Ranked, pool, filter ?? Filter(), null, (ulong)seed)),
        ];
    }
}
