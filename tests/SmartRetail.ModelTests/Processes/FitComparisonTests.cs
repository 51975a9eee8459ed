using System.Text.Json;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Models;
using SmartRetail.Training.Processes;

namespace SmartRetail.ModelTests.Processes;

/// <summary>
/// What a fit is compared with, by fits of a store where each product follows another one around a circle. In the noisy
/// log, all but the last two visits are shuffled, so that a fit learns nothing of it and is judged by what is so.
/// </summary>
public sealed class FitComparisonTests : IDisposable
{
    private const double Share = 0.05;

    private static readonly RecordedLog True = RecordedLog.OfVisits(products: 30, customers: 120, visits: 6);

    private readonly string _folder = Directory.CreateTempSubdirectory("compared-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_model_fitted_to_shuffled_visits_does_not_pass_beside_one_fitted_to_the_true_ones()
    {
        await Fit(True, "good", active: null);

        var comparison = await Fit(Shuffled(), "noisy", active: "good");

        Assert.Equal(1, comparison.Against!.Value.Value);
        Assert.Equal(120, comparison.Customers);
        Assert.InRange(comparison.Difference, -1, -0.1);
        Assert.False(PublicationGate.Decide(comparison, Share).IsPassed);
    }

    [Fact]
    public async Task A_model_fitted_to_the_true_visits_passes_beside_one_fitted_to_shuffled_ones()
    {
        await Fit(Shuffled(), "noisy", active: null);

        var comparison = await Fit(True, "good", active: "noisy");

        Assert.InRange(comparison.Difference, 0.01, 1);
        Assert.True(PublicationGate.Decide(comparison, Share).IsPassed);
    }

    [Fact]
    public async Task A_model_differs_in_nothing_from_itself()
    {
        await Fit(True, "first", active: null);

        // The same seed and log, so the same model: read from its file by ONNX Runtime, it ranks as the fitted one.
        var comparison = await Fit(True, "second", active: "first");

        Assert.Equal(0, comparison.Difference, tolerance: 1e-3);
        Assert.Equal(comparison.Candidate, comparison.Opponent, tolerance: 1e-3);
    }

    [Fact]
    public async Task A_first_model_passes_where_it_sees_what_counts_do_not()
    {
        var comparison = await Fit(RecordedLog.OfWalks(products: 30, customers: 120, visits: 6), "first", active: null);

        Assert.Null(comparison.Against);
        Assert.Null(comparison.Note);
        Assert.True(PublicationGate.Decide(comparison, Share).IsPassed, comparison.ToString());
    }

    [Fact]
    public async Task An_active_model_that_does_not_load_is_no_measure_and_the_comparison_says_so()
    {
        await Fit(True, "torn", active: null);
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "torn", ModelManifest.EncoderFile), "torn", TestContext.Current.CancellationToken);

        var comparison = await Fit(True, "next", active: "torn");

        Assert.Null(comparison.Against);
        Assert.StartsWith("model 1 does not load: encoder.onnx cannot be loaded", comparison.Note, StringComparison.Ordinal);
    }

    private static RecordedLog Shuffled()
    {
        const int ShuffledSteps = 4 * 3;
        var random = new Random(3);
        return new([.. True.Interactions.Select((interaction, at) =>
            at % 18 < ShuffledSteps ? interaction with { Product = new($"p{random.Next(30)}") } : interaction)]);
    }

    private async Task<ModelComparison> Fit(RecordedLog log, string name, string? active)
    {
        var output = new StringWriter();
        var spec = new FitSpec
        {
            Store = "sample",
            Run = name,
            Worker = "w",
            Plan = new() { Epochs = 12 },
            Output = Path.Combine(_folder, name),
            DataFolder = _folder,
            MaxMinutes = 1,
            Against = active is null ? null : 1,
        };

        await FitProcess.RunAsync(
            spec,
            log,
            log,
            log,
            FittedModels.Of(active is null ? null : Path.Combine(_folder, active)),
            new InMemoryRounds(),
            output,
            TestContext.Current.CancellationToken);
        return FitReport.FromLine(output.ToString().TrimEnd().Split('\n')[^1])!.Comparison!;
    }
}
