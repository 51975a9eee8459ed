using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SmartRetail.ClusterTests.Processes;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Storage;

namespace SmartRetail.ClusterTests.Erasing;

/// <summary>The model after an erasure is the one of a store in which the customer never was, by what its manifest says.</summary>
[Collection(nameof(ProcessTests))]
public sealed class NextModelTests
{
    private const int Customers = 300;
    private const int Products = 60;
    private const int Acts = 12;
    private const string Leaver = "leaver-20261127@mail.example";

    private static readonly StoreId Left = new("left");
    private static readonly StoreId Never = new("never");
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(4);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_model_after_an_erasure_is_of_the_data_of_a_store_without_the_customer()
    {
        var folder = Directory.CreateTempSubdirectory("smartretail-next-");
        await using (var storage = await RetailStorage.OpenAsync(new() { DataFolder = folder.FullName }, cancellationToken: Cancellation))
        {
            await MakeAsync(storage, Left, withLeaver: true);
            await MakeAsync(storage, Never, withLeaver: false);
        }

        await using var process = new SiloProcess(
            Guid.NewGuid().ToString("N"),
            new Dictionary<string, string> { ["SmartRetail__Training__Threads"] = "1", ["SmartRetail__Rounds__RoundsPerEpoch"] = "1" },
            ProcessPlace.Loopback,
            "--data", folder.FullName, "--no-sample", "--no-training");
        await process.WaitUntilReadyAsync(Cancellation);

        var with = await FitAsync(process.Api, Left);
        using var erased = await process.Api.DeleteAsync(
            new Uri($"v1/stores/{Left}/customers/{Uri.EscapeDataString(Leaver)}", UriKind.Relative), Cancellation);
        erased.EnsureSuccessStatusCode();
        var without = await FitAsync(process.Api, Left);
        var never = await FitAsync(process.Api, Never);
        folder.Delete(recursive: true);
        File.Delete(folder.FullName + ".keys");

        Assert.Equal(64, ((string)without["dataFingerprint"]!).Length);
        Assert.NotEqual((string)with["dataFingerprint"]!, (string)without["dataFingerprint"]!);
        Assert.Equal((string)never["dataFingerprint"]!, (string)without["dataFingerprint"]!);
        Assert.Equal(never["counts"]!.ToJsonString(), without["counts"]!.ToJsonString());
        Assert.Equal(
            (Customers + 1, Customers, Acts),
            ((int)with["counts"]!["customers"]!,
                (int)without["counts"]!["customers"]!,
                (int)with["counts"]!["interactions"]! - (int)without["counts"]!["interactions"]!));
    }

    // Along a ring of products, half of them backward: a model that sees the way is better than counts, and goes live.
    private static async Task MakeAsync(RetailStorage storage, StoreId store, bool withLeaver)
    {
        await storage.Catalog.CreateStoreAsync(store, Cancellation);
        await storage.Catalog.PutAsync(
            store,
            [
                .. Enumerable.Range(0, Products).Select(
                    number => new Contracts.Catalog.Product { Id = new($"p{number}"), Title = $"Product number {number}", Category = "ring", Price = number + 1 }),
            ],
            Cancellation);
        var acts = from step in Enumerable.Range(0, Acts)
                   from customer in Enumerable.Range(0, Customers + 1)
                   where withLeaver || customer != Customers / 2
                   select new Interaction
                   {
                       Id = new($"act-{customer}-{step}"),
                       Customer = new(customer == Customers / 2 ? Leaver : $"stayer-{customer}"),
                       Kind = InteractionKind.View,
                       Product = new($"p{(customer + Products + (customer % 2 == 0 ? step : -step)) % Products}"),
                       OccurredAt = DateTimeOffset.UnixEpoch.AddDays(20_000 + (step / 3)).AddMinutes(step % 3),
                   };
        await storage.Interactions.ImportAsync(store, [.. acts], Cancellation);
    }

    /// <summary>Returns the newest model when the run has published it.</summary>
    private static async Task<JsonNode> FitAsync(HttpClient api, StoreId store)
    {
        // Whether a model is better than another is not what is asked here.
        using var saved = await api.PutAsJsonAsync($"v1/stores/{store}/settings", new { modelMargin = 1.0 }, Cancellation);
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Cancellation));
        using var started = await api.PostAsJsonAsync(
            $"v1/stores/{store}/training-runs", new { architecture = "sasrec", seed = 1 }, Cancellation);
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync(Cancellation));
        var ended = await Eventually.Get(
            async () => (await api.GetFromJsonAsync<JsonNode>(started.Headers.Location, Cancellation))!,
            run => run["endedAt"] is not null,
            RunLimit);
        Assert.True((string?)ended["state"] == "Completed", ended.ToJsonString());
        var models = await api.GetFromJsonAsync<JsonNode>($"v1/stores/{store}/models", Cancellation);
        return models!["models"]![0]!;
    }
}
