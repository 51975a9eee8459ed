using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SmartRetail.Benchmarks;
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
        seconds.Validators.Add(LoadOptions.RequireRange<int>(seconds, 1, 600));
        var command = new Command("peers", "Measures by Gorse's protocol, one client after another, beside Gorse's published figures") { seconds, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var target = await LoneTarget.StartAsync();
            var rows = await GorseProtocol.RunAsync(target, TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellationToken);
            Write(rows);
            if (parsed.GetValue(json) is { } path)
            {
                await File.WriteAllTextAsync(
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
            }

            return 0;
        });
        return command;
    }

    private static void Write(IReadOnlyList<PeerRow> rows)
    {
        Console.WriteLine($"# {Machine.Processor}, {Environment.ProcessorCount} cores; {LoadReport.SharedMachine}; Gorse's hardware is not stated");
        Console.WriteLine($"{"one client, ms",-32} {"calls",7} {"our mean",9} {"our p99",9}   Gorse, mean, best to worst database");
        foreach (var row in rows)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Measure,-32} {row.Calls,7} {row.OurMean,9:0.00} {row.OurP99,9:0.00}   {row.TheirBest:0.00} to {row.TheirWorst:0.00}"));
        }
    }
}
