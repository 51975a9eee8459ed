using System.Text.Json;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Models;
using SmartRetail.Training.Processes;

namespace SmartRetail.ModelTests.Processes;

/// <summary>The whole of a fit on a small store: from its log to an artifact.</summary>
public sealed class FitProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Reads_the_log_and_writes_an_artifact_that_beats_the_popular_floor()
    {
        var output = new StringWriter();

        var exitCode = await Run(RecordedLog.OfVisits(products: 30, customers: 120, visits: 5), output);

        Assert.Equal(FitProcess.Succeeded, exitCode);
        var last = LastReport(output);
        Assert.Equal("Completed", last.GetProperty("stage").GetString());
        var manifest = ModelManifest.FromJson(await File.ReadAllBytesAsync(
            Path.Combine(_folder, ModelManifest.ManifestFile), TestContext.Current.CancellationToken));
        Assert.Equal(30, manifest.Items);
        Assert.Equal("run-1", manifest.Run);
        Assert.True(manifest.Metrics["ndcg@10"] > manifest.Floors["popular"]["ndcg@10"] + 0.1);
        Assert.Equal(CountModel.Names.Append("sasrec").Order(), manifest.Floors.Keys);
        Assert.InRange(
            manifest.Metrics["ndcg@10"], manifest.Intervals!["ndcg@10"].Low, manifest.Intervals["ndcg@10"].High);
        Assert.All(manifest.Floors, floor => Assert.InRange(
            floor.Value["hr@10"],
            manifest.FloorIntervals![floor.Key]["hr@10"].Low,
            manifest.FloorIntervals[floor.Key]["hr@10"].High));
    }

    [Fact]
    public async Task The_energy_of_the_run_and_of_what_it_will_serve_is_kept_with_what_co2_counts()
    {
        await Run(RecordedLog.OfVisits(products: 30, customers: 120, visits: 5), new StringWriter());

        var manifest = ModelManifest.FromJson(await File.ReadAllBytesAsync(
            Path.Combine(_folder, ModelManifest.ManifestFile), TestContext.Current.CancellationToken));
        Assert.Equal([EnergyPurpose.Fit, EnergyPurpose.ThousandRecommendations], manifest.Joules.Keys);
        Assert.All(manifest.Joules.Values, joules => Assert.True(joules > 0));
        Assert.True(manifest.Joules[EnergyPurpose.Fit] > manifest.Joules[EnergyPurpose.ThousandRecommendations] * 0.12);
        Assert.Equal(400, manifest.GramsPerKwh);
    }

    [Fact]
    public async Task What_is_served_is_no_worse_than_the_network_alone()
    {
        await Run(RecordedLog.OfVisits(products: 30, customers: 120, visits: 5), new StringWriter());

        var manifest = ModelManifest.FromJson(await File.ReadAllBytesAsync(
            Path.Combine(_folder, ModelManifest.ManifestFile), TestContext.Current.CancellationToken));
        var shares = manifest.Shares!;
        Assert.Equal(1, shares.Network + shares.Counts + shares.Own + shares.Popular, tolerance: 1e-6);
        Assert.InRange(manifest.Metrics["ndcg@10"], manifest.Floors["sasrec"]["ndcg@10"] - 0.02, 1);
    }

    [Fact]
    public async Task The_artifact_has_what_the_catalog_has_without_interactions_too_and_nothing_else()
    {
        // p0 is no longer on sale; p30 has not been acted on yet.
        var catalog = Enumerable.Range(1, 30).Select(Sequences.Product).ToList();

        await Run(RecordedLog.OfVisits(products: 30, customers: 120, visits: 5, catalog), new StringWriter());

        var products = await File.ReadAllLinesAsync(
            Path.Combine(_folder, ModelManifest.VocabularyFile), TestContext.Current.CancellationToken);
        Assert.Equal(catalog.Select(product => product.Id.Value).Order(), products.Order());
        Assert.Equal("p30", products[^1]);
    }

    [Fact]
    public async Task Who_does_not_agree_is_left_out_and_counted()
    {
        var log = RecordedLog.OfVisits(products: 30, customers: 120, visits: 5);
        var rows = await log.ReadAsync(new("sample"), 0, 10_000, TestContext.Current.CancellationToken);
        var withdrawn = rows[0].Interaction.Customer;
        log.Withdrawn.Add(withdrawn);

        await Run(log, new StringWriter());

        var manifest = ModelManifest.FromJson(await File.ReadAllBytesAsync(
            Path.Combine(_folder, ModelManifest.ManifestFile), TestContext.Current.CancellationToken));
        Assert.Equal(119, manifest.Counts["customers"]);
        Assert.Equal(rows.Count(row => row.Interaction.Customer == withdrawn), manifest.Counts["leftOut.consent"]);
        Assert.InRange(manifest.ReadAt!.Value, DateTimeOffset.UnixEpoch, manifest.CreatedAt);
    }

    [Fact]
    public async Task The_manifest_of_a_private_run_has_its_guarantee()
    {
        var catalog = Enumerable.Range(0, 31).Select(Sequences.Product).ToList();

        await Run(
            RecordedLog.OfVisits(products: 30, customers: 120, visits: 5, catalog),
            new StringWriter(),
            plan: new() { Epochs = 2, Seed = 4, Privacy = new() { Epsilon = 3, Delta = 1e-4, Clip = 0.5, SamplingRate = 0.25 } });

        var manifest = ModelManifest.FromJson(await File.ReadAllBytesAsync(
            Path.Combine(_folder, ModelManifest.ManifestFile), TestContext.Current.CancellationToken));
        var privacy = manifest.Privacy!;
        Assert.Equal((1e-4, 0.5, 0.25, 8, false), (privacy.Delta, privacy.ClipNorm, privacy.SamplingRate, privacy.Steps, privacy.IsSeeded));
        Assert.InRange(privacy.Epsilon, 2.999, 3);
        Assert.InRange(privacy.NoiseMultiplier, 0.5, 2);
        Assert.Equal(3, manifest.HyperParameters["privacyEpsilon"]);
    }

    [Fact]
    public async Task The_products_of_a_private_run_and_their_order_are_the_catalog_s()
    {
        var catalog = Enumerable.Range(0, 31).Select(Sequences.Product).Reverse().ToList();
        var log = RecordedLog.OfVisits(products: 40, customers: 120, visits: 5, catalog);

        await Run(log, new StringWriter(), plan: new() { Epochs = 1, Privacy = new() { Epsilon = 3 } });

        var products = await File.ReadAllLinesAsync(
            Path.Combine(_folder, ModelManifest.VocabularyFile), TestContext.Current.CancellationToken);
        Assert.Equal(catalog.Select(product => product.Id.Value).Order(StringComparer.Ordinal), products);
    }

    [Fact]
    public async Task A_private_run_without_a_catalog_fails_with_a_sentence()
    {
        var output = new StringWriter();

        var exitCode = await Run(
            RecordedLog.OfVisits(products: 30, customers: 120, visits: 5), output, plan: new() { Privacy = new() { Epsilon = 3 } });

        Assert.Equal(FitProcess.Failed, exitCode);
        Assert.Contains("from the catalog", LastReport(output).GetProperty("failure").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_not_private_says_nothing_of_privacy()
    {
        await Run(RecordedLog.OfVisits(products: 30, customers: 120, visits: 5), new StringWriter());

        var text = await File.ReadAllTextAsync(
            Path.Combine(_folder, ModelManifest.ManifestFile), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("privacy", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_store_without_interactions_fails_with_a_sentence()
    {
        var output = new StringWriter();

        var exitCode = await Run(new RecordedLog([]), output);

        Assert.Equal(FitProcess.Failed, exitCode);
        Assert.Contains(
            "nothing to learn from", LastReport(output).GetProperty("failure").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, ModelManifest.ManifestFile)));
    }

    [Fact]
    public async Task A_cancelled_fit_says_so()
    {
        var output = new StringWriter();

        var exitCode = await Run(
            RecordedLog.OfVisits(products: 30, customers: 120, visits: 5), output, new CancellationToken(canceled: true));

        Assert.Equal(FitProcess.Cancelled, exitCode);
        Assert.Equal("Cancelled", LastReport(output).GetProperty("stage").GetString());
    }

    private Task<int> Run(
        RecordedLog log, TextWriter output, CancellationToken? cancellationToken = null, TrainingPlan? plan = null) =>
        FitProcess.RunAsync(
            new()
            {
                Store = "sample",
                Run = "run-1",
                Worker = "w",
                Plan = plan ?? new() { Epochs = 12 },
                Output = _folder,
                DataFolder = _folder,
                MaxMinutes = 1,
            },
            log,
            log,
            log,
            FittedModels.None,
            new InMemoryRounds(),
            output,
            cancellationToken ?? TestContext.Current.CancellationToken);

    private static JsonElement LastReport(StringWriter output) => JsonDocument.Parse(
        output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
}
