using System.Collections.Concurrent;
using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.ClusterTests;

/// <summary>
/// A model store in memory whose models rank the product behind the newest one first: p7 follows p6. Those of the run
/// <see cref="Backward"/> rank the one before it.
/// </summary>
internal sealed class ScriptedModels : IModelStore, IModelLoader
{
    public static readonly TrainingRunId Backward = new("run-backward");

    /// <summary>What the models say that they are, so that a plan may begin with one of them.</summary>
    public static readonly string Architecture = Contracts.Training.TrainingPlan.Architectures[0];

    private readonly ConcurrentDictionary<(StoreId, ModelVersion), ModelManifest> _published = new();

    private int _encodings;

    /// <summary>How often a model was asked for scores.</summary>
    public int Encodings => Volatile.Read(ref _encodings);

    /// <summary>While it is not set, models do not answer for several sequences at once: as for reasons.</summary>
    public ManualResetEventSlim AnswersBatches { get; } = new(initialState: true);

    /// <summary>A version whose artifact does not verify.</summary>
    public ModelVersion? Forged { get; set; }

    /// <summary>A version that throws when it is asked for scores.</summary>
    public ModelVersion? Throwing { get; set; }

    /// <summary>A version that does not answer while <see cref="Goes"/> is not set.</summary>
    public ModelVersion? Hanging { get; set; }

    public ManualResetEventSlim Goes { get; } = new(initialState: true);

    /// <summary>Whether no artifact verifies any more.</summary>
    public bool IsTorn { get; set; }

    public string GetStagingFolder(StoreId store, TrainingRunId run, string worker) => $"{store}/{run}/{worker}";

    public Task StageAsync(
        StoreId store, TrainingRunId run, string worker, string folder, CancellationToken cancellationToken = default) =>
        Task.CompletedTask;

    public Task<ModelManifest> PublishAsync(
        StoreId store,
        ModelRelease release,
        TrainingRunId run,
        string worker,
        CancellationToken cancellationToken = default)
    {
        var manifest = new ModelManifest
        {
            Version = release.Version.Value,
            Store = store.Value,
            Architecture = Architecture,
            CreatedAt = TimeProvider.System.GetUtcNow(),
            ReadAt = TimeProvider.System.GetUtcNow(),
            Run = run.Value,
            Items = 40,
            Dimensions = 1,
            MaxLength = 50,
            HyperParameters = ImmutableSortedDictionary<string, double>.Empty,
            DataFingerprint = "",
            Counts = ImmutableSortedDictionary<string, long>.Empty,
            Metrics = ImmutableSortedDictionary<string, double>.Empty,
            Floors = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>.Empty,
            Sha256 = ImmutableSortedDictionary<string, string>.Empty,
        };
        _published[(store, release.Version)] = manifest;
        return Task.FromResult(manifest);
    }

    public Task<StoredModel?> OpenAsync(
        StoreId store, ModelRelease release, CancellationToken cancellationToken = default) =>
        release.Version == Forged
            ? throw new ArtifactRefusedException(ArtifactRefusal.Forged, "forged by the test")
            : Task.FromResult(_published.TryGetValue((store, release.Version), out var manifest)
                ? new StoredModel(manifest, "")
                : null);

    public Task<ModelManifest?> FindAsync(
        StoreId store, ModelRelease release, CancellationToken cancellationToken = default) =>
        Task.FromResult(_published.GetValueOrDefault((store, release.Version)));

    public Task<bool> RewrapAsync(
        StoreId store, ModelRelease release, CancellationToken cancellationToken = default) =>
        Task.FromResult(_published.ContainsKey((store, release.Version)));

    public Task DiscardAsync(StoreId store, TrainingRunId run, CancellationToken cancellationToken = default) =>
        Task.CompletedTask;

    public Task<ISequenceModel> LoadAsync(StoredModel stored, CancellationToken cancellationToken = default) =>
        IsTorn
            ? throw new InvalidDataException("torn by the test")
            : Task.FromResult<ISequenceModel>(new NextNumberModel(
                this, new(stored.Manifest.Version), stored.Manifest.Run == Backward.Value ? -1 : 1));

    private sealed class NextNumberModel(ScriptedModels models, ModelVersion version, int step) : ISequenceModel
    {
        public ModelVersion Version => version;

        public int Items => 40;

        public int? FindItem(ProductId product) =>
            product.Value[0] == 'p' && int.TryParse(product.Value.AsSpan(1), out var number) && number is >= 1 and <= 40
                ? number - 1
                : null;

        public ProductId GetProduct(int item) => new($"p{item + 1}");

        public void Score(IReadOnlyList<InteractionSequence> sequences, Span<float> logits)
        {
            if (version == models.Throwing)
            {
                throw new InvalidOperationException("the candidate throws\nat length");
            }

            if (version == models.Hanging)
            {
                // A test that fails does not hold the silo up for ever.
                models.Goes.Wait(TimeSpan.FromMinutes(1));
            }

            Interlocked.Increment(ref models._encodings);
            if (sequences.Count > 1)
            {
                models.AnswersBatches.Wait();
            }

            logits.Clear();
            for (var sequence = 0; sequence < sequences.Count; sequence++)
            {
                logits[(sequence * Items) + ((sequences[sequence].Items.Span[^1] + step + Items) % Items)] = 20;
            }
        }

        public void ScoreSimilar(int item, Span<float> cosines)
        {
            cosines.Clear();
            cosines[(item + 1) % Items] = 1;
        }
    }
}
