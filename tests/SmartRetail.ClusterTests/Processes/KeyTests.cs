using System.Diagnostics;
using System.Net;

namespace SmartRetail.ClusterTests.Processes;

/// <summary>Keys of a running cluster, made and ended by commands beside it, as an operator does.</summary>
[Collection(nameof(ProcessTests))]
public sealed class KeyTests(StandingCluster standing)
{
    private static readonly Uri Popular = new($"v1/stores/{LocalCluster.Store}/popular", UriKind.Relative);

    // A second, on a machine that has nothing else to do.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_opens_every_entrance_soon_after_it_is_made_and_none_soon_after_its_end()
    {
        var secret = await Run("create", "--name", "reader", "--scope", "recommend", "--store", LocalCluster.Store.Value);
        var opened = await TimeUntil(secret, HttpStatusCode.OK);

        await Run("revoke", "--id", secret.Split('_')[1]);
        var closed = await TimeUntil(secret, HttpStatusCode.Unauthorized);

        TestContext.Current.SendDiagnosticMessage($"opened after {opened}, closed after {closed}");
        Assert.InRange(opened, TimeSpan.Zero, Soon);
        Assert.InRange(closed, TimeSpan.Zero, Soon);
    }

    [Fact]
    public async Task A_rotated_key_opens_beside_the_older_one()
    {
        var older = await Run("create", "--name", "rotated", "--scope", "recommend");
        var newer = await Run("rotate", "--id", older.Split('_')[1], "--overlap-minutes", "5");

        await TimeUntil(newer, HttpStatusCode.OK);
        await TimeUntil(older, HttpStatusCode.OK);

        Assert.DoesNotContain(newer, await Run("list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_development_a_process_without_any_key_is_refused_and_told_the_command()
    {
        var folder = Directory.CreateTempSubdirectory("smartretail-keys-");
        await using var refused = Start(folder.FullName);
        var code = await refused.WaitForExitAsync(Cancellation);
        var (_, secret) = await Command.RunAsync(
            "keys", "create", "--name", "operator", "--scope", "all", "--data", folder.FullName);

        await using var started = Start(folder.FullName);
        await started.WaitUntilReadyAsync(Cancellation);
        started.Api.DefaultRequestHeaders.Authorization = new("Bearer", secret.Trim());
        using var answer = await started.Api.GetAsync(new Uri("v1/stores", UriKind.Relative), Cancellation);

        Assert.Equal(1, code);
        Assert.Contains(
            $"keys create --name operator --scope all --data {folder.FullName}", refused.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        folder.Delete(recursive: true);
        File.Delete(folder.FullName + ".keys");
    }

    private static SiloProcess Start(string folder) => new(
        Guid.NewGuid().ToString("N"),
        new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        ProcessPlace.Loopback,
        "--data", folder, "--no-sample", "--no-training");

    private async Task<string> Run(string command, params string[] options)
    {
        var (code, output) = await Command.RunAsync(
            ["keys", command, .. options, "--database", standing.Cluster.Database, "--data", standing.Cluster.Folder]);
        Assert.True(code == 0, output);
        return output.Trim();
    }

    // From the command's end on, at the entrance that is last.
    private async Task<TimeSpan> TimeUntil(string secret, HttpStatusCode status)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var entrance in standing.Entrances)
        {
            await Eventually.Get(() => Ask(entrance.Http, secret), seen => seen == status, Soon);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task<HttpStatusCode> Ask(HttpClient http, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Popular);
        request.Headers.Authorization = new("Bearer", secret);
        using var answer = await http.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }
}
