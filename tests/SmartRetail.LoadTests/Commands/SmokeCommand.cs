using System.CommandLine;
using SmartRetail.LoadTests.Clusters;
using SmartRetail.LoadTests.Ledgers;
using SmartRetail.LoadTests.Reports;
using SmartRetail.LoadTests.Runs;

namespace SmartRetail.LoadTests.Commands;

/// <summary>
/// A short run on a store of its own, for every test run: it fails when a promise is broken, never for how long something took.
/// </summary>
internal static class SmokeCommand
{
    private static readonly LoadPlan Plan = new()
    {
        Profile = "flash-sale",
        Shoppers = 100,
        Rate = 100,
        WarmUp = TimeSpan.FromSeconds(4),
        Duration = TimeSpan.FromSeconds(9),
        StockChanges = 2,
    };

    public static Command Create()
    {
        var command = new Command("smoke", "A short run that fails on a broken promise alone, whatever the machine has to do beside it");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var target = await LoneTarget.StartSmallAsync();
            var report = await LoadRun.RunAsync(target, Plan, cancellationToken);
            TextReport.Write(report, Console.Out);
            return report.Ledger is { IsClean: true, Acknowledged: > 0, StockChanges: > 0, LogRows: > 0 } ? 0 : 1;
        });
        return command;
    }
}
