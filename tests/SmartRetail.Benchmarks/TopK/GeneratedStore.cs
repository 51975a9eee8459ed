using System.Collections.Frozen;
using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Retrieval;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Serving.TopK;

namespace SmartRetail.Benchmarks.TopK;

/// <summary>
/// A store of generated products, each of which somebody has looked at, with a model that encodes nothing: every history is
/// one of the generated queries.
/// </summary>
internal sealed class GeneratedStore : IDisposable
{
    /// <summary>The category that one product in a thousand is of.</summary>
    public const string Narrow = "narrow";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public GeneratedStore(int count)
    {
        var catalog = new CatalogReplica();
        catalog.Load(new(1, [.. Enumerable.Range(0, count).Select(Product)]));
        Counts = new(new(), TimeProvider.System);
        Counts.Apply([.. Enumerable.Range(0, count).Select(ViewOf)]);
        View = new(catalog, Counts, new Model(new(count)));
    }

    public StoreView View { get; }

    private StoreCounts Counts { get; }

    public void Dispose() => Counts.Dispose();

    private static ProductId Id(int number) => new(string.Create(CultureInfo.InvariantCulture, $"product-{number}"));

    private static Product Product(int number) => new()
    {
        Id = Id(number),
        Title = "Product",
        Category = number % 1_000 == 7 ? Narrow : "wide",
        Price = number % 500,
    };

    // One look each, the later numbers longer ago: popularity falls by half every 43,200 products.
    private static LoggedStep ViewOf(int number) => new(number + 1, new()
    {
        Id = new(string.Create(CultureInfo.InvariantCulture, $"view-{number}")),
        Customer = new(string.Create(CultureInfo.InvariantCulture, $"customer-{number / 5}")),
        Kind = InteractionKind.View,
        Product = Id(number),
        OccurredAt = Now - TimeSpan.FromMinutes(number),
    });

    private sealed class Model(GeneratedProducts products) : ISequenceModel
    {
        private readonly ProductId[] _products = [.. Enumerable.Range(0, products.Matrix.Items).Select(Id)];
        private readonly FrozenDictionary<ProductId, int> _items =
            Enumerable.Range(0, products.Matrix.Items).ToFrozenDictionary(Id);

        public ModelVersion Version => new(1);

        public int Items => products.Matrix.Items;

        public int? FindItem(ProductId product) => _items.TryGetValue(product, out var item) ? item : null;

        public ProductId GetProduct(int item) => _products[item];

        public void Score(IReadOnlyList<InteractionSequence> sequences, Span<float> logits) =>
            FloatScan.Score(products.Matrix, products.Matrix.Scales, products.First(sequences.Count), logits);

        public void ScoreSimilar(int item, Span<float> cosines) =>
            FloatScan.Score(products.Matrix, products.Matrix.Scales, DirectionOf(item), cosines);

        public ModelScores FindLike(int item) => new IndexedScores(products.Index, DirectionOf(item));

        private float[] DirectionOf(int item) => products.Matrix.RowOf(item).ToArray();
    }
}
