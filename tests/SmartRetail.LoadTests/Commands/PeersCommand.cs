using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SmartRetail.Benchmarks;
using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Clusters;
using SmartRetail.LoadTests.Peers;
using SmartRetail.LoadTests.Reports;

namespace SmartRetail.LoadTests.Commands;

/// <summary>Measures by a peer's protocol, and shows what the peer published beside it.</summary>
internal static class PeersCommand
{
    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "For each measure", DefaultValueFactory = _ => 10 };
        var json = new Option<string?>("--json") { Description = "Write the rows to a file" };
        var gorse = GorseOptions.CreateUrl("Address of a Gorse server to measure as well; users gorse-N and feedback-N are left in it");
        var key = new Option<string?>("--key") { Description = "With --gorse: its api_key, if it has one" };
        seconds.Validators.Add(LoadOptions.RequireRange<int>(seconds, 1, 600));
        var command = new Command("peers", "Measures by Gorse's protocol, one client after another, beside Gorse's published figures")
        {
            seconds, json, gorse, key,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(key) is not null && result.GetResult(gorse) is null)
            {
                result.AddError("--key belongs to --gorse");
            }
        });
        command.SetAction((parsed, cancellationToken) => LoadOptions.TellAsync(async () =>
        {
            var perMeasure = TimeSpan.FromSeconds(parsed.GetValue(seconds));
            var theirs = parsed.GetValue(gorse) is { } url
                ? await MeasureAsync(new GorseTarget(url, parsed.GetValue(key), popular: null), perMeasure, cancellationToken)
                : null;
            await using var target = await LoneTarget.StartAsync();
            var ours = await MeasureAsync(target, perMeasure, cancellationToken);
            var rows = theirs is null ? ours : [.. ours.Zip(theirs, Beside)];
            Write(rows);
            if (parsed.GetValue(json) is { } path)
            {
                await WriteAsync(rows, target, path, cancellationToken);
            }

            return 0;
        }));
        return command;
    }

    private static PeerRow Beside(PeerRow ours, PeerRow theirs) => ours with { TheirMeanHere = theirs.OurMean, TheirP99Here = theirs.OurP99 };

    private static async Task<IReadOnlyList<PeerRow>> MeasureAsync(ITarget target, TimeSpan perMeasure, CancellationToken cancellationToken)
    {
        await using var calls = await target.ConnectAsync(CallPath.Http, connections: 1);
        List<string> products = [.. (await calls.ListProductsAsync(0, cancellationToken)).Select(product => product.Id)];
        IPeerStore store = calls is GorseCalls gorse ? new GorsePeerStore(gorse) : new OurPeerStore(((LoneTarget)target).Api, target.Store);
        return await GorseProtocol.RunAsync(store, products, perMeasure, cancellationToken);
    }

    private static Task WriteAsync(IReadOnlyList<PeerRow> rows, LoneTarget target, string path, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(
            path,
            JsonSerializer.Serialize(
                new
                {
                    MeasuredAt = TimeProvider.System.GetUtcNow(),
                    Machine.Processor,
                    Cores = Environment.ProcessorCount,
                    Shared = LoadReport.SharedMachine,
                    Target = target.Description,
                    Rows = rows,
                },
                LoadReport.Json),
            cancellationToken);

    private static void Write(IReadOnlyList<PeerRow> rows)
    {
        Console.WriteLine($"# {Machine.Processor}, {Environment.ProcessorCount} cores; {LoadReport.SharedMachine}; the hardware of what Gorse published is not stated");
        Console.WriteLine($"{"one client, ms",-32} {"calls",7} {"our mean",9} {"our p99",9}   Gorse, published, mean, best to worst database");
        foreach (var row in rows)
        {
            var here = row.TheirMeanHere is { } mean
                ? string.Create(CultureInfo.InvariantCulture, $"; here mean {mean:0.00} p99 {row.TheirP99Here:0.00}")
                : "";
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Measure,-32} {row.Calls,7} {row.OurMean,9:0.00} {row.OurP99,9:0.00}   {row.TheirBest:0.00} to {row.TheirWorst:0.00}{here}"));
        }
    }
}
