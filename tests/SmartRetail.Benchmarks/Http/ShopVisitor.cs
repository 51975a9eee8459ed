using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SmartRetail.Benchmarks.Http;

/// <summary>A browser without a screen: it keeps its cookies and asks for pages.</summary>
internal sealed partial class ShopVisitor(Uri shop) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = true }) { BaseAddress = shop };

    /// <summary>Returns a visitor for each customer that the shop's menu offers to be.</summary>
    public static async Task<IReadOnlyList<ShopVisitor>> SignInAllAsync(Uri shop)
    {
        var visitors = new List<ShopVisitor>();
        using var first = new ShopVisitor(shop);
        foreach (var customer in Customer().Matches(await first._http.GetStringAsync("")).Select(match => match.Groups[1].Value))
        {
            var visitor = new ShopVisitor(shop);
            var token = Token().Match(await visitor._http.GetStringAsync("")).Groups[1].Value;
            using var form = new FormUrlEncodedContent(
                [new("__RequestVerificationToken", token), new("customer", customer)]);
            using var home = await visitor._http.PostAsync("shop/sign-in", form);
            home.EnsureSuccessStatusCode();
            visitors.Add(visitor);
        }

        return visitors;
    }

    public async Task ViewAsync(string product) => await _http.GetStringAsync($"product/{Uri.EscapeDataString(product)}");

    /// <summary>Asks for the home and adds how long it took, to its last byte.</summary>
    public async Task TimeHomeAsync(Latencies latencies)
    {
        var started = Stopwatch.GetTimestamp();
        var page = await _http.GetStringAsync("");
        latencies.Add(started);
        if (!page.Contains("data-testid=\"for-you\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("the home shows no list");
        }
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"customer\" value=\"([^\"]+)\"")]
    private static partial Regex Customer();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
