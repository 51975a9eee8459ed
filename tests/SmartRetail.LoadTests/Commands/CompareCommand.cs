using System.CommandLine;
using SmartRetail.LoadTests.Reports;

namespace SmartRetail.LoadTests.Commands;

/// <summary>Sets two kept runs side by side.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var before = new Argument<string>("before") { Description = "A file that --json has written" };
        var after = new Argument<string>("after") { Description = "A later one" };
        var command = new Command("compare", "Sets two runs side by side, and says what makes them hard to compare") { before, after };
        command.SetAction(async (parsed, _) =>
        {
            Comparison.Write(
                await LoadReport.ReadAsync(parsed.GetValue(before)!), await LoadReport.ReadAsync(parsed.GetValue(after)!), Console.Out);
            return 0;
        });
        return command;
    }
}
