using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SmartRetail.ClusterTests.Processes;

namespace SmartRetail.ClusterTests.Faults;

/// <summary>
/// One shopper, who acts and asks for a list in turns, each at another entrance. A request that fails is sent again as a
/// browser would, an interaction with its id, at the next entrance.
/// </summary>
/// <param name="entrances">Those there are at the moment: one that is gone may be replaced.</param>
internal sealed class Shopper(string customer, IReadOnlyList<SiloProcess> entrances, HttpClient http, int seed)
{
    private static readonly string[] Kinds = ["View", "View", "View", "AddToCart", "Purchase", "Wish"];
    private static readonly string Store = $"v1/stores/{LocalCluster.Store}";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Random _random = new(seed);
    private int _entrance = seed;

    public Ledger Ledger { get; } = new(customer);

    /// <summary>Goes on until told to end; a request that is under way is seen through.</summary>
    public async Task RunAsync(CancellationToken ending, CancellationToken cancellationToken)
    {
        for (var number = 0; !ending.IsCancellationRequested; number++)
        {
            var id = $"{customer}-{number}";
            Ledger.Send(id);
            var interaction = new
            {
                id,
                customer,
                kind = Kinds[_random.Next(Kinds.Length)],
                product = $"p{_random.Next(1, 41)}",
                price = _random.Next(1, 100) / 4m,
            };
            var recorded = await SendAsync(
                entrance => http.PostAsJsonAsync(
                    new Uri(entrance, $"{Store}/interactions"), new { interactions = new[] { interaction } }, cancellationToken),
                cancellationToken);
            Ledger.Acknowledge(id, (long)recorded["profiles"]![customer]!);

            var known = Ledger.Version;
            var list = await SendAsync(
                entrance => http.GetAsync(
                    new Uri(entrance, $"{Store}/customers/{customer}/recommendations?count=5&leastProfileVersion={known}"),
                    cancellationToken),
                cancellationToken);
            Ledger.Read((long)list["profileVersion"]!, known);
        }
    }

    /// <exception cref="HttpRequestException">Refused for what it is, or not answered at all for long.</exception>
    private async Task<JsonNode> SendAsync(
        Func<Uri, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            var entrance = entrances[_entrance++ % entrances.Count].Address;
            try
            {
                using var answer = await send(entrance);
                var text = await answer.Content.ReadAsStringAsync(cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    Ledger.Took(Stopwatch.GetElapsedTime(started), failedFirst: attempt > 0);
                    return JsonNode.Parse(text)!;
                }

                if (answer.StatusCode < HttpStatusCode.InternalServerError || Stopwatch.GetElapsedTime(started) > Patience)
                {
                    throw new InvalidOperationException($"{customer} was answered {(int)answer.StatusCode}: {text}");
                }
            }
            catch (Exception failure) when (
                (failure is HttpRequestException || (failure is TaskCanceledException && !cancellationToken.IsCancellationRequested))
                && Stopwatch.GetElapsedTime(started) < Patience)
            {
                // The entrance is gone, or was slower than a browser waits: the next one.
            }

            await Task.Delay(_random.Next(50, 150), cancellationToken);
        }
    }
}
