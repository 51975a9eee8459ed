using System.Globalization;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.ModelTests.Processes;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Serving;
using SmartRetail.Training.Processes;

namespace SmartRetail.ModelTests.Reasons;

/// <summary>
/// A store as a silo has it: catalog, counts and a model that was fitted to its log. Each customer has two tastes out of
/// twenty, turns to the other one now and then, and buys by chance once in eight times.
/// </summary>
public sealed class FittedStore : IAsyncLifetime
{
    public const int Customers = 500;

    private const int Tastes = 20;
    private const int ProductsOfTaste = 15;
    private const int Products = Tastes * ProductsOfTaste;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("reasons-").FullName;
    private readonly Dictionary<CustomerId, List<Interaction>> _log = [];
    private readonly CatalogReplica _catalog = new();
    private readonly StoreCounts _counts = new(new(), TimeProvider.System);

    public StoreView View { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var random = new Random(7);
        for (var customer = 0; customer < Customers; customer++)
        {
            var id = new CustomerId(string.Create(CultureInfo.InvariantCulture, $"c{customer}"));
            _log[id] = [.. Shop(id, random)];
        }

        List<Product> products = [.. Enumerable.Range(0, Products).Select(Sequences.Product)];
        _catalog.Load(new(1, products));
        List<Interaction> all = [.. _log.Values.SelectMany(interactions => interactions).OrderBy(each => each.OccurredAt)];
        _counts.Apply([.. all.Select((interaction, at) => new LoggedStep(at + 1, interaction))]);
        View = new(_catalog, _counts, await Fit(new(all) { Catalog = products }));
    }

    public ValueTask DisposeAsync()
    {
        _counts.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    public IEnumerable<CustomerId> Shoppers => _log.Keys;

    /// <summary>What a ranking reads of the customer, folded anew without everything that was done with a product.</summary>
    public RankingInput InputOf(CustomerId customer, ProductId? without = null)
    {
        var features = new CustomerFeatures();
        foreach (var interaction in _log[customer].Where(interaction => interaction.Product != without))
        {
            features.Apply(interaction, _catalog.Find(interaction.Product!.Value), new());
        }

        return features.ToRankingInput(new RankingOptions().HistoryLength);
    }

    private static IEnumerable<Interaction> Shop(CustomerId customer, Random random)
    {
        int[] tastes = [random.Next(Tastes), random.Next(Tastes)];
        var (taste, place) = (0, random.Next(ProductsOfTaste));
        var steps = random.Next(8, 80);
        for (var step = 0; step < steps; step++)
        {
            taste = random.Next(4) == 0 ? 1 - taste : taste;
            place = (place + random.Next(1, 4)) % ProductsOfTaste;
            var product = random.Next(8) == 0
                ? random.Next(Products)
                : (tastes[taste] * ProductsOfTaste) + place;
            yield return new()
            {
                Id = new(string.Create(CultureInfo.InvariantCulture, $"{customer}-{step}")),
                Customer = customer,
                Kind = random.Next(5) == 0 ? InteractionKind.AddToCart : InteractionKind.View,
                Product = new(string.Create(CultureInfo.InvariantCulture, $"p{product}")),
                OccurredAt = Start.AddDays(step / 4).AddMinutes((step % 4) + random.NextDouble()),
            };
        }
    }

    private async Task<ISequenceModel> Fit(RecordedLog log)
    {
        var token = TestContext.Current.CancellationToken;
        var output = new StringWriter();
        var exitCode = await FitProcess.RunAsync(
            new()
            {
                Store = "reasons",
                Run = "run-1",
                Worker = "w",
                Plan = new() { Epochs = 6 },
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
            token);
        Assert.True(exitCode == FitProcess.Succeeded, output.ToString());
        var manifest = ModelManifest.FromJson(
            await File.ReadAllBytesAsync(Path.Combine(_folder, ModelManifest.ManifestFile), token));
        return await new OnnxModelLoader(Options.Create(new ServingOptions()), new(new("tests"))).LoadAsync(new(manifest, _folder), token);
    }
}
