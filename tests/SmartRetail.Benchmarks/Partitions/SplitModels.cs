using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using SmartRetail.Benchmarks.TopK;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Partitions;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Serving.Partitions;
using SmartRetail.Serving.Scoring;

namespace SmartRetail.Benchmarks.Partitions;

/// <summary>
/// The one model of the benchmark: generated products, of which each silo holds a half. It encodes nothing: every history is the
/// vector of its last product.
/// </summary>
internal sealed class SplitModels : IModelStore, ISequenceEncoder, IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly float[] _rows;
    private readonly ProductId[] _products;

    public SplitModels(int count)
    {
        _rows = new GeneratedProducts(count).Rows;
        _products = [.. Enumerable.Range(0, count).Select(item => new ProductId(string.Create(CultureInfo.InvariantCulture, $"p{item}")))];
        File.WriteAllBytes(_file, MemoryMarshal.AsBytes(_rows.AsSpan()));
    }

    public static ModelVersion Version { get; } = new(1);

    public PartedModel Load(IPartReader parts, int most) => new(
        Manifest,
        this,
        _products,
        new(_file, _products.Length, GeneratedProducts.Dimensions),
        parts,
        most);

    public void Encode(IReadOnlyList<InteractionSequence> sequences, Span<float> encodings) =>
        _rows.AsSpan(sequences[0].Items.Span[^1] * GeneratedProducts.Dimensions, GeneratedProducts.Dimensions).CopyTo(encodings);

    public Task<StoredModel?> OpenAsync(StoreId store, ModelRelease release, CancellationToken cancellationToken) =>
        Task.FromResult<StoredModel?>(new(Manifest, ""));

    public string GetStagingFolder(StoreId store, TrainingRunId run, string worker) => throw new NotSupportedException();

    public Task StageAsync(
        StoreId store, TrainingRunId run, string worker, string folder, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ModelManifest> PublishAsync(
        StoreId store, ModelRelease release, TrainingRunId run, string worker, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ModelManifest?> FindAsync(StoreId store, ModelRelease release, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> RewrapAsync(StoreId store, ModelRelease release, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task DiscardAsync(StoreId store, TrainingRunId run, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public void Dispose() => File.Delete(_file);

    private ModelManifest Manifest => new()
    {
        Version = Version.Value,
        Store = SplitSilos.Store.Value,
        Architecture = "generated",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Items = _products.Length,
        Dimensions = GeneratedProducts.Dimensions,
        MaxLength = 50,
        HyperParameters = ImmutableSortedDictionary<string, double>.Empty,
        DataFingerprint = "",
        Counts = ImmutableSortedDictionary<string, long>.Empty,
        Metrics = ImmutableSortedDictionary<string, double>.Empty,
        Floors = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>.Empty,
        Sha256 = ImmutableSortedDictionary<string, string>.Empty,
    };

    /// <summary>Loads it for one silo, which holds nothing of it yet.</summary>
    internal sealed class Loader(SplitModels models, IPartReader parts) : IModelLoader
    {
        public Task<ISequenceModel> LoadAsync(StoredModel stored, CancellationToken cancellationToken) =>
            Task.FromResult<ISequenceModel>(models.Load(parts, (models._products.Length + 1) / 2 + 2_048));
    }
}
