using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace SmartRetail.ClusterTests.Erasing;

/// <summary>
/// Five thousand customers, a hundred of whom leave while the others shop. Whatever one who leaves has left behind, ids, sessions,
/// queries, rows that were refused, holds one mark that nothing else does.
/// </summary>
internal sealed class LeavingCrowd(HttpClient api, string store)
{
    public const int Leaving = 100;

    private const int Staying = 4_900;
    private const int Acts = 5;
    private const int Batch = 1_000;
    private const int Shoppers = 4;
    private const int AtOnce = 4;

    private readonly ConcurrentDictionary<string, string> _receipts = new();

    /// <summary>What to look for.</summary>
    public string Mark { get; } = $"left{Guid.NewGuid():N}";

    /// <summary>Of one erasure.</summary>
    public TimeSpan Longest { get; private set; }

    private IEnumerable<string> Leavers => Enumerable.Range(0, Leaving).Select(LeaverOf);

    public async Task ComeAsync(CancellationToken cancellationToken)
    {
        var names = Enumerable.Range(0, Staying).Select(StayerOf).Concat(Leavers).ToList();
        var acts = names.SelectMany(name => Enumerable.Range(0, Acts).Select(act => new
        {
            id = Number($"{name}-", act),
            customer = name,
            kind = act == 0 ? "Search" : "View",
            product = act == 0 ? null : Number("p", act),
            query = act == 0 ? $"orders of {name}" : null,
            session = $"s-{name}",
        }));
        foreach (var interactions in acts.Chunk(Batch))
        {
            await Ok(api.PostAsJsonAsync(Path("interactions"), new { interactions }, cancellationToken));
        }

        // Lists and their records, consents, merges, and rows that no import can take.
        foreach (var name in Leavers)
        {
            await Ok(api.GetAsync(CustomerPath(name, "recommendations"), cancellationToken));
            await Ok(api.PutAsJsonAsync(CustomerPath(name, "consent"), new { personalise = true, train = false }, cancellationToken));
        }

        foreach (var name in Leavers.Where((_, at) => at % 10 == 0))
        {
            var visitor = $"anon-{name}";
            var interactions = new[] { new { id = $"{visitor}-0", customer = visitor, kind = "View", product = "p9" } };
            await Ok(api.PostAsJsonAsync(Path("interactions"), new { interactions }, cancellationToken));
            await Ok(api.PostAsJsonAsync(CustomerPath(name, "merge"), new { from = visitor }, cancellationToken));
        }

        var rows = string.Concat(Leavers.Select(name => $"{name},View,p1,2026-01-01,no price\n"));
        using var file = new StringContent("customer,kind,product,occurredAt,price\n" + rows, Encoding.UTF8);
        await Ok(api.PostAsync(Path("interactions/import?format=csv"), file, cancellationToken));
    }

    /// <summary>Those who leave do, a few at once, while those who stay act and look.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var shopping = Enumerable.Range(0, Shoppers).Select(shopper => ShopAsync(shopper, ending.Token)).ToArray();
        var spans = new ConcurrentBag<TimeSpan>();
        await Parallel.ForEachAsync(
            Leavers,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (name, cancellation) =>
            {
                var watch = Stopwatch.StartNew();
                var receipt = await Ok(api.DeleteAsync(CustomerPath(name, ""), cancellation));
                spans.Add(watch.Elapsed);
                _receipts[name] = (string)receipt["erasure"]!;
            });
        Longest = spans.Max();

        await ending.CancelAsync();
        await Task.WhenAll(shopping);
    }

    /// <summary>Returns how many receipts are of their customers and find nothing left.</summary>
    public async Task<int> CountGoodReceiptsAsync(CancellationToken cancellationToken)
    {
        var good = 0;
        foreach (var (name, erasure) in _receipts)
        {
            var check = await Ok(api.GetAsync(
                Path($"erasures/{erasure}?customer={Uri.EscapeDataString(name)}"), cancellationToken));
            good += (bool)check["ofCustomer"]! && (long)check["remaining"]! == 0 ? 1 : 0;
        }

        return good;
    }

    /// <summary>Returns how many interactions and lists the exports of those have who left.</summary>
    public async Task<int> CountExportedAsync(CancellationToken cancellationToken)
    {
        var rows = 0;
        foreach (var name in Leavers)
        {
            var export = await Ok(api.GetAsync(CustomerPath(name, "export"), cancellationToken));
            rows += export["interactions"]!.AsArray().Count + export["lists"]!.AsArray().Count;
        }

        return rows;
    }

    private async Task ShopAsync(int shopper, CancellationToken cancellationToken)
    {
        for (var act = 0; !cancellationToken.IsCancellationRequested; act++)
        {
            var name = StayerOf(((act * Shoppers) + shopper) % Staying);
            var interactions = new[]
            {
                new { id = Number($"load-{shopper}-", act), customer = name, kind = "View", product = Number("p", (act % 40) + 1) },
            };
            try
            {
                await Ok(api.PostAsJsonAsync(Path("interactions"), new { interactions }, cancellationToken));
                await Ok(api.GetAsync(CustomerPath(name, "recommendations"), cancellationToken));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private string LeaverOf(int number) => Number($"{Mark}-", number) + "@mail.example";

    private static string StayerOf(int number) => Number("stays-", number);

    private static string Number(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");

    private static async Task<JsonNode> Ok(Task<HttpResponseMessage> asking)
    {
        using var answer = await asking;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private Uri CustomerPath(string name, string path) => Path($"customers/{Uri.EscapeDataString(name)}/{path}".TrimEnd('/'));

    private Uri Path(string path) => new($"v1/stores/{store}/{path}", UriKind.Relative);
}
