using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Serving;
using SmartRetail.Training.Artifacts;
using SmartRetail.Training.Fitting;

namespace SmartRetail.ModelTests.Artifacts;

/// <summary>What training writes is what serving reads.</summary>
public sealed class ArtifactTests : IDisposable
{
    private const int Items = 40;
    private readonly string _folder = Directory.CreateTempSubdirectory("artifact-").FullName;
    private readonly FittedEncoder _fitted = Fits.Random(Items, Fits.Small, seed: 5);
    private readonly SequenceDataset _data = Sequences.Cycle(Items, customers: 3, length: 4, seed: 1);

    public void Dispose()
    {
        _fitted.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Serving_scores_a_written_artifact_as_the_fitted_network_does()
    {
        var manifest = await Write();
        using var scorer = _fitted.CreateScorer();
        var trained = new float[Items];
        int[] history = [3, 22, 9];
        scorer.Score([InteractionSequence.Of(history)], trained);

        var model = await new OnnxModelLoader(Options.Create(new ServingOptions()), new(new("tests")))
            .LoadAsync(new(manifest, _folder), TestContext.Current.CancellationToken);
        var served = new float[Items];
        model.Score([InteractionSequence.Of(history)], served);

        Assert.Equal("p7", model.GetProduct(7).Value);
        Assert.Equal(new(0.4, 0.3, 0.2, 0.1, 0.5), model.Shares);
        Assert.All(trained.Zip(served), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-4));
    }

    [Fact]
    public async Task The_manifest_holds_the_digest_of_every_other_file()
    {
        var manifest = await Write();

        var found = Directory.GetFiles(_folder)
            .Where(path => Path.GetFileName(path) != ModelManifest.ManifestFile)
            .ToDictionary(
                path => Path.GetFileName(path),
                path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
        Assert.Equal(found.OrderBy(file => file.Key, StringComparer.Ordinal), manifest.Sha256);
    }

    private async Task<ModelManifest> Write()
    {
        var none = ImmutableSortedDictionary<string, double>.Empty;
        var manifest = new ModelManifest
        {
            Store = "sample",
            Architecture = "sasrec",
            CreatedAt = DateTimeOffset.UnixEpoch,
            Items = Items,
            Dimensions = Fits.Small.Dimensions,
            MaxLength = Fits.Small.MaxLength,
            HyperParameters = none,
            Shares = new(0.4, 0.3, 0.2, 0.1, 0.5),
            DataFingerprint = _data.Fingerprint(),
            Counts = ImmutableSortedDictionary<string, long>.Empty,
            Metrics = none,
            Floors = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>.Empty,
            Sha256 = ImmutableSortedDictionary<string, string>.Empty,
        };
        await ArtifactWriter.WriteAsync(
            _folder, _fitted, _data.Vocabulary, manifest, TestContext.Current.CancellationToken);
        return ModelManifest.FromJson(await File.ReadAllBytesAsync(
            Path.Combine(_folder, ModelManifest.ManifestFile), TestContext.Current.CancellationToken));
    }
}
