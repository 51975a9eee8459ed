using System.Globalization;
using SmartRetail.LoadTests.Measures;
using SmartRetail.LoadTests.Shoppers;
using Spectre.Console;

namespace SmartRetail.LoadTests.Reports;

/// <summary>
/// A run while it goes on: the last seconds in a table that is drawn anew each second, or, where nobody watches, a line now and
/// then.
/// </summary>
internal sealed class LiveView(Crowd crowd)
{
    private const int Rows = 15;
    private const int SecondsPerLine = 5;

    private readonly Queue<Moment> _last = new();

    /// <summary>Shows each second until the work is done.</summary>
    public async Task ShowAsync(Timeline timeline, Func<Task> work)
    {
        if (Console.IsOutputRedirected)
        {
            timeline.Ticked = WriteLine;
            await work();
            return;
        }

        await AnsiConsole.Live(new Table()).StartAsync(async context =>
        {
            timeline.Ticked = moment =>
            {
                context.UpdateTarget(Draw(moment));
                context.Refresh();
            };
            await work();
        });
        timeline.Ticked = null;
    }

    private void WriteLine(Moment moment)
    {
        if (moment.Second % SecondsPerLine == 0)
        {
            Console.WriteLine(Invariant(
                $"{moment.Second,5} s {moment.Answered,8:N0} calls/s of {moment.Intended,8:N0}, reads p99 {moment.ReadP99,8:0.0} ms, writes p99 {moment.WriteP99,8:0.0} ms, {moment.Failures} failed, {crowd.UnderWay} under way, {crowd.Breaches.Total} breaches"));
        }
    }

    private Table Draw(Moment moment)
    {
        _last.Enqueue(moment);
        if (_last.Count > Rows)
        {
            _last.Dequeue();
        }

        var table = new Table().Title(Invariant(
            $"{crowd.Sessions} sessions, {crowd.Ledger.Customers} customers, {crowd.UnderWay} calls under way, {crowd.Stock.Changes} sold out, {crowd.Breaches.Total} breaches"));
        foreach (var column in (string[])["s", "calls/s", "of", "reads p50", "p99", "writes p50", "p99", "failed", "tiers", "cores, MiB"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var row in _last)
        {
            table.AddRow(
                Invariant($"{row.Second}"),
                Invariant($"{row.Answered:N0}"),
                Invariant($"{row.Intended:N0}"),
                Invariant($"{row.ReadP50:0.0}"),
                Invariant($"{row.ReadP99:0.0}"),
                Invariant($"{row.WriteP50:0.0}"),
                Invariant($"{row.WriteP99:0.0}"),
                Invariant($"{row.Failures}"),
                Markup.Escape(string.Join(' ', row.Tiers.Select(tier => $"{tier.Key} {tier.Value}"))),
                Markup.Escape(string.Join("; ", row.Processes.Select(each => Invariant($"{each.Process} {each.Cores:0.0} {each.Mebibytes:N0}")))));
        }

        return table;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
