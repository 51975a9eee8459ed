using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Partitions;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Retrieval;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Serving;
using SmartRetail.Training.Artifacts;

namespace SmartRetail.ModelTests.Partitions;

/// <summary>A written model of more products than a silo may hold is loaded in parts, and scores as the whole one.</summary>
public sealed class SplitArtifactTests : IDisposable
{
    private const int Items = 5_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("split-artifact-").FullName;
    private readonly ItemBitmap _all = ItemBitmap.All(Items);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Ranks_to_the_bit_as_the_whole_model_though_no_other_silo_answers()
    {
        var whole = await Load(new());
        var split = Assert.IsAssignableFrom<IPartedModel>(await Load(new() { ProductsPerSilo = 2_048 }));
        await split.HoldAsync([1], Token);
        var history = InteractionSequence.Of(3, 4_999, 17);

        var expected = await whole.ReadAsync(history, Token);
        var scores = await split.ReadAsync(history, Token);
        await scores.PrepareAsync(_all, 200, sharpness: 0.7, Token);

        Assert.Equal(3, split.Parts.Length);
        Assert.Equal(expected.Find(_all, 200), scores.Find(_all, 200));
        Assert.Equal(expected.LogSum(0.7), scores.LogSum(0.7));
    }

    [Fact]
    public async Task Is_whole_where_one_silo_may_hold_it() =>
        Assert.IsNotAssignableFrom<IPartedModel>(await Load(new() { ProductsPerSilo = Items }));

    private async Task<ISequenceModel> Load(ServingOptions options)
    {
        using var fitted = Fits.Random(Items, Fits.Of("sasrec"), seed: 5, "sasrec");
        var none = ImmutableSortedDictionary<string, double>.Empty;
        var manifest = new ModelManifest
        {
            Version = 1,
            Store = "split",
            Architecture = "sasrec",
            CreatedAt = DateTimeOffset.UnixEpoch,
            Items = Items,
            Dimensions = fitted.Options.Dimensions,
            MaxLength = fitted.Options.MaxLength,
            HyperParameters = none,
            DataFingerprint = "",
            Counts = ImmutableSortedDictionary<string, long>.Empty,
            Metrics = none,
            Floors = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>.Empty,
            Sha256 = ImmutableSortedDictionary<string, string>.Empty,
        };
        var vocabulary = new ItemVocabulary(Enumerable.Range(0, Items).Select(item => new ProductId($"p{item}")));
        await ArtifactWriter.WriteAsync(_folder, fitted, vocabulary, manifest, Token);
        return await new OnnxModelLoader(Options.Create(options), new(new("tests")), new NoSilo())
            .LoadAsync(new(manifest, _folder), Token);
    }

    private sealed class NoSilo : IPartReader
    {
        public ValueTask<PartAnswer?> ReadAsync(
            StoreId store, ModelVersion version, ItemPart part, PartQuery query, CancellationToken cancellationToken) =>
            new((PartAnswer?)null);
    }
}
