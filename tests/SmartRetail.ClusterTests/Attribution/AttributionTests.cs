using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SmartRetail.ClusterTests.Processes;

namespace SmartRetail.ClusterTests.Attribution;

/// <summary>Over HTTP, with several silos on one database: what was shown and done is known, so the figures are.</summary>
[Collection(nameof(ProcessTests))]
public sealed class AttributionTests(StandingCluster standing)
{
    private static readonly string Store = $"v1/stores/{LocalCluster.Store}";

    private readonly string _slot = "slot-" + Guid.NewGuid().ToString("N");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tells_within_seconds_what_the_lists_of_a_slot_brought()
    {
        var lists = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Recommend(number)));
        await Act(0, lists[0], 1, "View");
        await Act(0, lists[0], 1, "View");
        await Act(1, lists[1], 4, "View");
        await Act(1, lists[1], 4, "AddToCart");
        await Act(1, lists[1], 4, "Purchase", quantity: 2, price: 2.5);

        var group = await Eventually.Get(
            ReadGroup, found => (double?)found?["figures"]?["purchases"] == 1, TimeSpan.FromSeconds(15));

        Assert.Equal(
            """{"lists":12,"shown":60,"clicks":2,"carts":1,"purchases":1,"revenue":5,"clickThroughRate":0.033333,"cartRate":0.016667,"conversionRate":0.016667}""",
            group!["figures"]!.ToJsonString());
        Assert.Equal(60, (await Task.WhenAll(standing.Serving.Select(ReadShown))).Sum());
    }

    private async Task<JsonNode> Recommend(int number) => JsonNode.Parse(await standing.Entrances[number % 2].Http.GetStringAsync(
        new Uri($"{Store}/customers/{_slot}-{number}/recommendations?count=5&slot={_slot}", UriKind.Relative), Cancellation))!;

    private async Task Act(int number, JsonNode list, int position, string kind, int quantity = 1, double? price = null)
    {
        using var answer = await standing.Entrances[1].Http.PostAsJsonAsync(
            $"{Store}/interactions",
            new
            {
                id = Guid.NewGuid().ToString("N"),
                customer = $"{_slot}-{number}",
                kind,
                product = (string?)list["products"]![position - 1]!["product"],
                quantity,
                price,
                recommendationId = (string?)list["recommendationId"],
                position,
            },
            Cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Returns how many products of the slot a silo has shown, by its metrics.</summary>
    private async Task<double> ReadShown(SiloProcess silo)
    {
        var metrics = await silo.Api.GetStringAsync(new Uri("metrics", UriKind.Relative), Cancellation);
        return metrics.Split('\n')
            .Where(line => line.StartsWith("smartretail_shown_products", StringComparison.Ordinal))
            .Where(line => line.Contains($"slot=\"{_slot}\"", StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split("} ")[1].Split(' ')[0], CultureInfo.InvariantCulture));
    }

    private async Task<JsonNode?> ReadGroup()
    {
        var answer = JsonNode.Parse(await standing.Entrances[0].Http.GetStringAsync(
            new Uri($"{Store}/attribution", UriKind.Relative), Cancellation))!;
        return answer["groups"]!.AsArray().SingleOrDefault(group => (string?)group!["slot"] == _slot);
    }
}
