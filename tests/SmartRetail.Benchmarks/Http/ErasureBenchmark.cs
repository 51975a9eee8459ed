using System.Diagnostics;
using System.Text.Json.Nodes;

namespace SmartRetail.Benchmarks.Http;

/// <summary>
/// How long a customer waits to be erased, one after another, while 100 others a second act and read on; the bound is 2 s.
/// Each has the history that the sample store has of it. Every receipt is held against the data.
/// </summary>
internal static class ErasureBenchmark
{
    private const int Erased = 100;
    private const int OthersPerSecond = 100;
    private const double Bound = 2_000_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(string[] arguments)
    {
        var options = BenchmarkArguments.Parse(arguments);
        await using var silo = await SampleSilo.StartAsync();
        var api = new ShopApi(silo.Api);
        var report = new BenchmarkReport("erase") { Headline = "erasure, p99, us" };
        silo.Describe(report);
        var leaving = silo.Customers.Take(Erased).ToList();
        var others = silo.Customers.Skip(Erased).ToList();
        var (times, rows) = (new Latencies(), 0L);
        await using (var crowd = new OtherShoppers(OthersPerSecond, Visit))
        {
            await Task.Delay(WarmUp);
            foreach (var customer in leaving)
            {
                var request = new HttpRequestMessage(HttpMethod.Delete, $"{SampleSilo.Path}/customers/{customer}");
                var started = Stopwatch.GetTimestamp();
                var receipt = JsonNode.Parse(await api.SendAsync(request))!;
                times.Add(started);
                rows += (long)receipt["interactions"]!;
                await CheckAsync(api, (string)receipt["erasure"]!, customer);
            }

            report.AddCondition("others served a second", Math.Round(crowd.Rate));
        }

        report.AddCondition("customers erased", Erased);
        report.AddCondition("interactions erased", rows);
        report.AddCost("erasure, p50, us", times.At(0.5), Bound);
        report.AddCost("erasure, p99, us", times.At(0.99), Bound);
        report.AddCost("erasure, longest, us", times.At(1), Bound);
        await report.WriteAsync(options);

        async Task Visit(int number)
        {
            var customer = others[number % others.Count];
            await api.SendAsync(api.View(customer, silo.Products[number % silo.Products.Count]));
            await api.SendAsync(ShopApi.Recommend(customer));
        }
    }

    private static async Task CheckAsync(ShopApi api, string erasure, string customer)
    {
        var check = JsonNode.Parse(await api.SendAsync(
            new(HttpMethod.Get, $"{SampleSilo.Path}/erasures/{erasure}?customer={customer}")))!;
        if (!(bool)check["ofCustomer"]! || (long)check["remaining"]! != 0)
        {
            throw new InvalidOperationException($"customer {customer} was erased by {check.ToJsonString()}");
        }
    }
}
