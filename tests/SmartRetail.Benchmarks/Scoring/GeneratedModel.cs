using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Serving;
using SmartRetail.Training.Artifacts;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Benchmarks.Scoring;

/// <summary>A network as it is fitted by default, with random parameters, written and loaded as every model is.</summary>
internal static class GeneratedModel
{
    public static async Task<ISequenceModel> CreateAsync(int products, ServingOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("smartretail-benchmark-").FullName;
        try
        {
            var fit = FitOptions.For(SasRec.Name);
            var encoder = Architectures.Create(
                SasRec.Name, new(products, fit.Dimensions, fit.MaxLength, ContentBuckets: 0), fit);
            var parameters = new FlatParameters(encoder.Layout, seed: 1);
            using var fitted = new FittedEncoder(encoder, parameters, new(parameters, content: null), fit, 0, 0);
            var vocabulary = new ItemVocabulary(Enumerable.Range(0, products).Select(item => new ProductId($"p{item}")));
            var none = ImmutableSortedDictionary<string, double>.Empty;
            var manifest = new ModelManifest
            {
                Version = 1,
                Store = "benchmark",
                Architecture = SasRec.Name,
                CreatedAt = DateTimeOffset.UnixEpoch,
                Items = products,
                Dimensions = fit.Dimensions,
                MaxLength = fit.MaxLength,
                HyperParameters = none,
                DataFingerprint = "",
                Counts = ImmutableSortedDictionary<string, long>.Empty,
                Metrics = none,
                Floors = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>.Empty,
                Sha256 = ImmutableSortedDictionary<string, string>.Empty,
            };
            await ArtifactWriter.WriteAsync(folder, fitted, vocabulary, manifest, CancellationToken.None);
            return await new OnnxModelLoader(Options.Create(options), new(new Meter("benchmark")))
                .LoadAsync(new(manifest, folder), CancellationToken.None);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
