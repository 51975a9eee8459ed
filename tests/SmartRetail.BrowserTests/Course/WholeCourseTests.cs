using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace SmartRetail.BrowserTests.Course;

/// <summary>
/// Files in, a personal shop out: import, fit in a child process, publish, serve; then a kill and a second start. The
/// products form a ring that customers walk along, half of them backward, so it is known what must be recommended: to counts
/// both ways are alike, and a model that sees the way is better.
/// </summary>
public sealed class WholeCourseTests : IDisposable
{
    private const int Products = 60;
    private const int Customers = 300;
    private const int Sessions = 4;
    private const int SessionLength = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("smartretail-course-").FullName;

    [Fact]
    public async Task A_retailers_files_become_a_personal_shop_that_survives_a_kill()
    {
        var imported = await ImportAsync();
        var before = await ServeAsync(silo => LearnAsync(silo));

        var again = await ImportAsync();
        var after = await ServeAsync(silo => AskAsync(silo));

        Assert.Contains($"{Customers * Sessions * SessionLength} accepted, 0 duplicates, 0 quarantined", imported, StringComparison.Ordinal);
        Assert.Contains($"0 accepted, {Customers * Sessions * SessionLength} duplicates", again, StringComparison.Ordinal);
        Assert.Equal(("personal", 1, "p12", 2), before);
        Assert.Equal(before, after);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> ImportAsync()
    {
        var products = Path.Combine(_folder, "products.csv");
        var interactions = Path.Combine(_folder, "interactions.csv");
        await File.WriteAllTextAsync(products, WriteProducts(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(interactions, WriteInteractions(), TestContext.Current.CancellationToken);
        var (exitCode, output) = await Command.RunAsync(
            "import", "--store", "ring", "--data", DataFolder, "--products", products, "--interactions", interactions);
        Assert.True(exitCode == 0, output);
        return output;
    }

    private string DataFolder => Path.Combine(_folder, "data");

    // Leaving it kills the process: there is no orderly stop that could save anything.
    private async Task<T> ServeAsync<T>(Func<HttpClient, Task<T>> ask)
    {
        await using var silo = RunningShop.Start(DataFolder, Guid.NewGuid().ToString("N"), "--no-sample");
        await silo.WaitUntilReadyAsync();
        return await ask(silo.Api);
    }

    private static async Task<(string? Tier, int Model, string? First, long Version)> LearnAsync(HttpClient http)
    {
        await http.PostAsJsonAsync(
            new Uri("v1/stores/ring/interactions", UriKind.Relative),
            new
            {
                interactions = new[]
                {
                    new { id = "e1", customer = "walker", kind = "View", product = "p10" },
                    new { id = "e2", customer = "walker", kind = "View", product = "p11" },
                },
            },
            TestContext.Current.CancellationToken);
        var run = default(JsonElement);
        do
        {
            // The silo starts the store's first run by itself, a moment after it is ready.
            var runs = await GetAsync(http, "training-runs");
            run = runs.GetProperty("runs").EnumerateArray().FirstOrDefault();
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
        while (run.ValueKind != JsonValueKind.Object || run.GetProperty("endedAt").ValueKind != JsonValueKind.String);

        Assert.Equal("Completed", run.GetProperty("state").GetString());
        Assert.True(run.GetProperty("metrics").GetProperty("hr@10").GetDouble() > 0.8, run.ToString());
        return await AskAsync(http);
    }

    private static async Task<(string? Tier, int Model, string? First, long Version)> AskAsync(HttpClient http)
    {
        var list = await GetAsync(http, "customers/walker/recommendations?count=3");
        return (
            list.GetProperty("tier").GetString(),
            list.GetProperty("modelVersion").GetInt32(),
            list.GetProperty("products")[0].GetProperty("product").GetString(),
            list.GetProperty("profileVersion").GetInt64());
    }

    private static Task<JsonElement> GetAsync(HttpClient http, string path) => http.GetFromJsonAsync<JsonElement>(
        new Uri($"v1/stores/ring/{path}", UriKind.Relative), TestContext.Current.CancellationToken);

    private static string WriteProducts()
    {
        var text = new StringBuilder("id,title,category,price\n");
        for (var product = 0; product < Products; product++)
        {
            text.Append(CultureInfo.InvariantCulture, $"p{product},Product {product},ring,{product + 1}.50\n");
        }

        return text.ToString();
    }

    private static string WriteInteractions()
    {
        var text = new StringBuilder("customer,kind,product,occurredAt\n");
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var step = 0; step < Sessions * SessionLength; step++)
        {
            for (var customer = 0; customer < Customers; customer++)
            {
                var at = start.AddDays(step / SessionLength).AddMinutes(step % SessionLength);
                var place = (customer + Products + (customer % 2 == 0 ? step : -step)) % Products;
                text.Append(CultureInfo.InvariantCulture, $"c{customer},View,p{place},{at:O}\n");
            }
        }

        return text.ToString();
    }
}
