using System.Globalization;
using System.Net.Http.Headers;

namespace SmartRetail.LoadTests;

/// <summary>What to simulate.</summary>
internal sealed record LoadPlan
{
    public required Uri Url { get; init; }

    public required string Key { get; init; }

    public required string Store { get; init; }

    public required int Shoppers { get; init; }

    public required TimeSpan Duration { get; init; }

    public required int Seed { get; init; }
}

/// <summary>All shoppers of one run, and its report.</summary>
internal static class LoadRun
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Returns the exit code: 0 when every promise was kept, 1 when one was broken.</summary>
    public static async Task<int> RunAsync(LoadPlan plan, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = plan.Shoppers })
        {
            BaseAddress = plan.Url,
            Timeout = RequestTimeout,
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", plan.Key);
        var figures = new Figures();
        var api = new StoreApi(http, plan.Store, figures);
        var run = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var startedAt = TimeProvider.System.GetTimestamp();
        var deadline = new Deadline(TimeProvider.System, plan.Duration);
        await Task.WhenAll(Enumerable.Range(0, plan.Shoppers).Select(
            index => ShopUntilAsync(deadline, api, figures, $"load-{run}-{index}", plan.Seed + index, cancellationToken)));
        figures.Print(Console.Out, TimeProvider.System.GetElapsedTime(startedAt));
        return figures.Violations.IsEmpty && figures.Sessions > 0 ? 0 : 1;
    }

    private static async Task ShopUntilAsync(
        Deadline deadline, StoreApi api, Figures figures, string name, int seed, CancellationToken cancellationToken)
    {
        var chance = new Random(seed);
        for (var session = 0; !deadline.HasPassed; session++)
        {
            var shopper = new Shopper($"{name}-{session}", api, figures, chance);
            try
            {
                await shopper.ShopAsync(deadline, cancellationToken);
                figures.AddSession();
            }
            catch (HttpRequestException error)
            {
                figures.AddViolation($"{shopper.Customer}: {error.Message}");
                return;
            }
        }
    }
}

/// <summary>When to stop starting something new.</summary>
internal sealed class Deadline(TimeProvider clock, TimeSpan duration)
{
    private readonly long _startedAt = clock.GetTimestamp();

    public bool HasPassed => clock.GetElapsedTime(_startedAt) >= duration;
}
