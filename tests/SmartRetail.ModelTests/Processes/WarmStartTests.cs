using SmartRetail.Recommender.Models;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Processes;

namespace SmartRetail.ModelTests.Processes;

/// <summary>Fits that begin with the artifact of an earlier one.</summary>
public sealed class WarmStartTests : IDisposable
{
    private static readonly RecordedLog Log = RecordedLog.OfVisits(products: 30, customers: 120, visits: 5);

    private readonly string _folder = Directory.CreateTempSubdirectory("warm-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_epoch_from_the_model_before_ranks_as_twelve_from_chance_do_and_the_manifest_names_it()
    {
        var cold = await Fit("cold", epochs: 12, prior: null);
        var brief = await Fit("brief", epochs: 1, prior: null);

        var warm = await Fit("warm", epochs: 1, prior: "cold");

        Assert.InRange(warm.Floors[SasRec.Name]["ndcg@10"], cold.Floors[SasRec.Name]["ndcg@10"] - 0.03, 1);
        Assert.InRange(brief.Floors[SasRec.Name]["ndcg@10"], 0, cold.Floors[SasRec.Name]["ndcg@10"] - 0.1);
        Assert.Equal((null, 7), (cold.Parent, warm.Parent));
    }

    // What the model before was fitted to is in this one too, erased since or not.
    [Fact]
    public async Task Its_data_was_read_when_the_data_of_the_model_before_was()
    {
        var cold = await Fit("cold", epochs: 1, prior: null);

        var warm = await Fit("warm", epochs: 1, prior: "cold");

        Assert.Equal(cold.ReadAt, warm.ReadAt);
    }

    [Fact]
    public async Task One_from_before_the_network_was_kept_is_not_begun_with()
    {
        await Fit("cold", epochs: 1, prior: null);
        var path = Path.Combine(_folder, "cold", ModelManifest.ManifestFile);
        var manifest = ModelManifest.FromJson(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        await File.WriteAllBytesAsync(
            path,
            (manifest with { Sha256 = manifest.Sha256.Remove(ModelManifest.NetworkFile) }).ToJson(),
            TestContext.Current.CancellationToken);

        var next = await Fit("next", epochs: 1, prior: "cold");

        Assert.Null(next.Parent);
    }

    [Fact]
    public void A_third_of_the_epochs_is_the_default()
    {
        var cold = FitOptions.For(SasRec.Name).ResolveFor(1_000, 131_000, 12_000);
        var warm = (FitOptions.For(SasRec.Name) with { IsWarm = true }).ResolveFor(1_000, 131_000, 12_000);

        Assert.Equal((15, 5), (cold.Epochs, warm.Epochs));
    }

    private async Task<ModelManifest> Fit(string name, int epochs, string? prior)
    {
        var output = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        var exitCode = await FitProcess.RunAsync(
            new()
            {
                Store = "sample",
                Run = "run-1",
                Worker = "w",
                Plan = new() { Epochs = epochs },
                Output = output,
                DataFolder = output,
                Prior = prior is null ? null : 7,
                MaxMinutes = 1,
            },
            Log,
            Log,
            Log,
            FittedModels.Of(prior is null ? null : Path.Combine(_folder, prior)),
            new InMemoryRounds(),
            TextWriter.Null,
            TestContext.Current.CancellationToken);
        Assert.Equal(FitProcess.Succeeded, exitCode);
        return ModelManifest.FromJson(await File.ReadAllBytesAsync(
            Path.Combine(output, ModelManifest.ManifestFile), TestContext.Current.CancellationToken));
    }
}
