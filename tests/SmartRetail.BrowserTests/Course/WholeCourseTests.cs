using System.Net.Http.Json;
using System.Text.Json;

namespace SmartRetail.BrowserTests.Course;

/// <summary>
/// Files in, a personal shop out: import, fit in a child process, publish, serve; then a kill and a second start.
/// </summary>
public sealed class WholeCourseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("smartretail-course-").FullName;

    [Fact]
    public async Task A_retailers_files_become_a_personal_shop_that_survives_a_kill()
    {
        var imported = await ImportAsync();
        var before = await ServeAsync(silo => LearnAsync(silo));

        var again = await ImportAsync();
        var after = await ServeAsync(silo => AskAsync(silo));

        Assert.Contains($"{RingStore.Interactions} accepted, 0 duplicates, 0 quarantined", imported, StringComparison.Ordinal);
        Assert.Contains($"0 accepted, {RingStore.Interactions} duplicates", again, StringComparison.Ordinal);
        Assert.Equal(("personal", 1, "p12", 2), before);
        Assert.Equal(before, after);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> ImportAsync()
    {
        var (exitCode, output) = await Command.RunAsync(await RingStore.WriteAsync(_folder, "--data", DataFolder));
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
}
