using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using SmartRetail.Testing.Logs;

namespace SmartRetail.ClusterTests.Fuzzing;

/// <summary>
/// Nothing that somebody sends breaks the product: requests over all operations of the document, wrong in a place, go to the
/// executable. <c>SMARTRETAIL_FUZZ</c> says how many.
/// </summary>
public sealed class FuzzTests(FuzzedShop shop) : IClassFixture<FuzzedShop>
{
    private const int Seed = 20261127;
    private const int DefaultRequests = 6_000;
    private const int Witnesses = 100;
    private const string Witness = "witness-20261127";
    private const int Senders = 8;
    private const int Attempts = 3;
    private const int Quarters = 4;

    // Of the memory after half of the requests; a leak of what each is answered from would double it.
    private const double MostGrowth = 1.5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Requests =>
        int.TryParse(Environment.GetEnvironmentVariable("SMARTRETAIL_FUZZ"), out var wanted) ? wanted : DefaultRequests;

    [Fact]
    public async Task No_request_makes_it_fail_hang_or_forget()
    {
        await RecordWitnessesAsync();
        var operations = Operation.ReadAll(await shop.GetAsync("openapi/v1.json", Cancellation));
        var fuzzer = new Fuzzer(operations, Seed);
        using var client = new HttpClient(new UseRecorder(new SocketsHttpHandler())) { Timeout = Hang };
        var failures = new ConcurrentQueue<string>();
        var statuses = new ConcurrentDictionary<int, int>();

        using var process = Process.GetProcessById(shop.Process.Id);
        var resident = new ConcurrentDictionary<int, long>();
        var answered = 0;
        var senders = new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = Cancellation };
        await Parallel.ForAsync(0, Requests, senders, async (number, _) =>
        {
            for (var attempt = 1; ; attempt++)
            {
                using var request = fuzzer.Make(number, shop.Process.Address);
                var (status, text) = await SendAsync(client, request);
                statuses.AddOrUpdate(status, 1, (_, count) => count + 1);

                // A machine that is busy may say so; what the request is at fault for, it says again.
                if (status == 503 && attempt < Attempts)
                {
                    await Task.Delay(Pause, Cancellation);
                    continue;
                }

                if (status is 0 or >= 500)
                {
                    failures.Enqueue(
                        $"{number}: {request.Method} {Shorten(request.RequestUri!.OriginalString)}: {status} {Shorten(text)}");
                }

                if (Interlocked.Increment(ref answered) is var count && count % (Requests / Quarters) == 0)
                {
                    resident[count / (Requests / Quarters)] = ReadResident(process);
                }

                return;
            }
        });

        var counts = string.Join(", ", statuses.OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value:N0}"));
        var memory = string.Join(", ", resident.OrderBy(one => one.Key).Select(one => one.Value >> 20));
        TestContext.Current.SendDiagnosticMessage(
            $"{operations.Length} operations; answers {counts}; after each quarter {memory} MiB resident");
        Assert.True(failures.IsEmpty, string.Join('\n', failures.Take(20).Append(shop.Process.Output)));
        Assert.InRange(statuses.GetValueOrDefault(200), Requests / 20, Requests);
        Assert.InRange(statuses.GetValueOrDefault(400), Requests / 20, Requests);
        Assert.InRange(resident[Quarters], 0, resident[Quarters / 2] * MostGrowth);
        Assert.Equal("Healthy", (await shop.Process.ReadHealthAsync(Cancellation))?.Status);
        var kept = await shop.GetAsync($"v1/stores/{FuzzedShop.Store}/customers/{Witness}/export", Cancellation);
        Assert.Equal(Witnesses, kept["interactions"]!.AsArray().Count);
    }

    // Somebody whom no request names.
    private async Task RecordWitnessesAsync()
    {
        var interactions = Enumerable.Range(0, Witnesses).Select(number => new
        {
            id = $"{Witness}-{number}",
            customer = Witness,
            kind = "View",
            product = $"p{number % 20}",
        });
        using var recorded = await shop.Process.Api.PostAsJsonAsync(
            new Uri($"v1/stores/{FuzzedShop.Store}/interactions", UriKind.Relative), new { interactions }, Cancellation);
        recorded.EnsureSuccessStatusCode();
    }

    /// <summary>Returns the status and the beginning of the answer; 0 when there was none.</summary>
    private static async Task<(int Status, string Text)> SendAsync(HttpClient client, HttpRequestMessage request)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            // A watched run has no end.
            var text = answer.Content.Headers.ContentType?.MediaType == "text/event-stream"
                ? ""
                : await answer.Content.ReadAsStringAsync(Cancellation);
            return ((int)answer.StatusCode, text);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !Cancellation.IsCancellationRequested)
        {
            return (0, $"{error.Message} after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        }
    }

    private static long ReadResident(Process process)
    {
        lock (process)
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    private static string Shorten(string text) => text.Length > 300 ? text[..300] : text;
}
