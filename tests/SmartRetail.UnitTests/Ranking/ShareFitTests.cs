using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.UnitTests.Sequences;

namespace SmartRetail.UnitTests.Ranking;

public sealed class ShareFitTests : IDisposable
{
    private const int Items = 12;

    // Each buys what follows what, around a circle; nothing is popular.
    private readonly SequenceDataset _training = Datasets.WithTimes(
        Items,
        [.. Enumerable.Range(0, Items).Select(first => Enumerable.Range(0, 4)
            .Select(step => (Item: (first + step) % Items, Minute: (first * 1_000) + step)).ToArray())]);

    private readonly StoreCounts _counts;

    public ShareFitTests() => _counts = CountReplay.Of(_training, new(), TimeProvider.System);

    public void Dispose() => _counts.Dispose();

    [Fact]
    public void Finds_the_shares_that_outcomes_were_drawn_by()
    {
        // Two coins are thrown in 7 and 3 of 10 cases: one falls on its head always, the other one of four times.
        double[][] chances =
        [
            .. Enumerable.Repeat<double[]>([1, 0.25], 775),
            .. Enumerable.Repeat<double[]>([0, 0.75], 225),
        ];

        var shares = ShareFit.Maximise(chances);

        Assert.Equal(0.7, shares[0], tolerance: 1e-3);
        Assert.Equal(0.3, shares[1], tolerance: 1e-3);
    }

    [Fact]
    public void Trusts_the_network_where_it_is_right()
    {
        var shares = Learn(item => (item + 5) % Items, item => [(item + 5) % Items]);

        Assert.InRange(shares.Network, 0.9, 1);
        Assert.Equal(1, shares.Network + shares.Counts + shares.Own + shares.Popular, tolerance: 1e-9);
    }

    [Fact]
    public void Trusts_the_customers_own_products_where_they_come_back()
    {
        var shares = Learn(item => (item + 5) % Items, item => [item]);

        Assert.InRange(shares.Own, 0.9, 1);
    }

    [Fact]
    public void Trusts_the_counts_where_they_know_what_follows()
    {
        var shares = Learn(item => (item + 5) % Items, item => [(item + 1) % Items]);

        Assert.InRange(shares.Counts, 0.9, 1);
    }

    [Fact]
    public void A_network_that_is_surer_than_it_is_right_is_made_less_sure()
    {
        // Right about one case in three, wrong about the others, and as sure as can be.
        var shares = Learn(item => (item + 5) % Items, item => [(item + (item % 3 == 0 ? 5 : 7)) % Items]);

        Assert.InRange(shares.Sharpness, 0.2, 1);
        Assert.InRange(shares.Network, 0.1, 0.9);
    }

    [Fact]
    public void Learns_nothing_without_a_case() =>
        Assert.Null(ShareFit.Learn(ScorerOf(item => item), [], new(_training.CountItems()), TestContext.Current.CancellationToken));

    [Fact]
    public void An_evaluation_ranks_as_serving_does()
    {
        var shares = new ScoreShares(0.4, 0.3, 0.2, 0.1, 0.5);
        var model = new TableModel(item => (item + 5) % Items, shares);
        var catalog = new CatalogReplica();
        catalog.Load(new(1, [.. Enumerable.Range(0, Items).Select(item => new Product
        {
            Id = new($"p{item}"), Title = "Title", Category = "any", Price = 1,
        })]));
        var store = new StoreView(catalog, _counts, model);
        var history = InteractionSequence.Of(2, 2, 9);
        var features = new CustomerFeatures();
        foreach (var item in history.Items.ToArray())
        {
            features.Apply(
                new()
                {
                    Id = new("i"),
                    Customer = new("me"),
                    Kind = InteractionKind.View,
                    Product = new($"p{item}"),
                    OccurredAt = DateTimeOffset.UnixEpoch,
                },
                null,
                new());
        }

        var scores = new float[Items];
        new MixtureScorer(store, _training.Vocabulary, historyLength: 50).Score([history], scores);
        var served = new RankingPipeline(new() { RecentlySeen = 0 }, TimeProvider.System)
            .Rank(features.ToRankingInput(50), store, new(catalog), Items);

        Assert.Equal(Items, served.Products.Length);
        Assert.All(served.Products, scored => Assert.Equal(
            scored.Score, scores[model.FindItem(scored.Product)!.Value], tolerance: 1e-6));
        Assert.Equal(1, scores.Sum(), tolerance: 1e-5);
    }

    [Fact]
    public void Counts_are_replayed_in_the_order_of_their_times()
    {
        // The later customer's step comes first in the file, the product that faded less is the newer one.
        var data = Datasets.WithTimes(3, [(0, 100_000), (1, 100_001)], [(2, 0), (1, 1)]);

        using var counts = CountReplay.Of(data, new(), TimeProvider.System);

        Assert.Equal(4, counts.Interactions);
        var popular = counts.Popular();
        Assert.Equal("p1", popular[0].Product.Value);
        Assert.Equal("p0", popular[1].Product.Value);
        Assert.Equal(1, counts.Score([new("p2")])[new("p1")], tolerance: 1e-9);
    }

    [Fact]
    public void An_evaluation_in_items_of_its_own_gives_each_product_what_the_models_items_do()
    {
        var view = new StoreView(new(), _counts, new TableModel(item => (item + 5) % Items, new(0.4, 0.3, 0.2, 0.1, 0.5)));
        var reversed = new ItemVocabulary(_training.Vocabulary.Products.Reverse());
        var (own, other) = (new float[Items], new float[Items]);

        new MixtureScorer(view, _training.Vocabulary, historyLength: 50).Score([InteractionSequence.Of(2, 2, 9)], own);
        new MixtureScorer(view, reversed, historyLength: 50)
            .Score([InteractionSequence.Of(Items - 3, Items - 3, Items - 10)], other);

        Assert.Equal(own, other.Reverse());
    }

    private ScoreShares Learn(Func<int, int> answer, Func<int, int[]> relevant) => ShareFit.Learn(
        ScorerOf(answer),
        [.. Enumerable.Range(0, 60).Select(at => new HeldOutCase(InteractionSequence.Of(at % Items), relevant(at % Items)))],
        new(_training.CountItems()))!;

    private Func<ScoreShares, MixtureScorer> ScorerOf(Func<int, int> answer) => shares =>
        new(new(new(), _counts, new TableModel(answer, shares)), _training.Vocabulary, historyLength: 50);

    /// <summary>A model that is nearly sure of one item after the newest one.</summary>
    private sealed class TableModel(Func<int, int> answer, ScoreShares shares) : ISequenceModel
    {
        public ModelVersion Version => new(1);

        public ScoreShares Shares => shares;

        public int Items => ShareFitTests.Items;

        public int? FindItem(ProductId product) => int.Parse(product.Value.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);

        public ProductId GetProduct(int item) => new($"p{item}");

        public void Score(IReadOnlyList<InteractionSequence> sequences, Span<float> logits)
        {
            logits.Clear();
            for (var sequence = 0; sequence < sequences.Count; sequence++)
            {
                logits[(sequence * Items) + answer(sequences[sequence].Items.Span[^1])] = 10;
            }
        }

        public void ScoreSimilar(int item, Span<float> cosines) => cosines.Clear();
    }
}
