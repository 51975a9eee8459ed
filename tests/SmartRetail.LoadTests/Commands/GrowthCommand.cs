using System.CommandLine;
using SmartRetail.LoadTests.Growth;

namespace SmartRetail.LoadTests.Commands;

/// <summary>Measures what a store costs as its customers and its products grow.</summary>
internal sealed class GrowthCommand
{
    private readonly Option<string> _customers = NewSizes("--customers", "1000,10000,100000,1000000", "Customers in the log");
    private readonly Option<string> _products = NewSizes("--products", "3600,100000,1000000", "Products");
    private readonly Option<int> _interactions = new("--interactions") { Description = "In the log, of each customer", DefaultValueFactory = _ => 3 };
    private readonly Option<int> _active = new("--active") { Description = "Customers who act and are read, as many at every size", DefaultValueFactory = _ => 1_000 };
    private readonly Option<int> _crowd = new("--crowd") { Description = "More customers who ask once in the end; 0 for none", DefaultValueFactory = _ => 10_000 };
    private readonly Option<int> _shoppers = new("--shoppers") { Description = "Who wait for their answers at a time", DefaultValueFactory = _ => 4 };
    private readonly Option<int> _warmUp = new("--warm-up") { Description = "Seconds of calls before any is measured", DefaultValueFactory = _ => 8 };
    private readonly Option<int> _seconds = new("--seconds") { Description = "Of calls that are measured, at each size", DefaultValueFactory = _ => 10 };
    private readonly Option<int> _seed = new("--seed") { Description = "Of all choices", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _json = new("--json") { Description = "Write the report to a file" };
    private readonly Option<string?> _html = new("--html") { Description = "Write the report as one page with charts" };

    public Command ToCommand()
    {
        var command = new Command("growth", "Measures what a store costs as it grows, and how fast each cost does");
        foreach (var option in (Option[])[_customers, _products, _interactions, _active, _crowd, _shoppers, _warmUp, _seconds, _seed, _json, _html])
        {
            command.Add(option);
        }

        _interactions.Validators.Add(LoadOptions.RequireRange<int>(_interactions, 1, 50));
        _active.Validators.Add(LoadOptions.RequireRange<int>(_active, 1, 100_000));
        _crowd.Validators.Add(LoadOptions.RequireRange<int>(_crowd, 0, 1_000_000));
        _shoppers.Validators.Add(LoadOptions.RequireRange<int>(_shoppers, 1, 64));
        _warmUp.Validators.Add(LoadOptions.RequireRange<int>(_warmUp, 1, 600));
        _seconds.Validators.Add(LoadOptions.RequireRange<int>(_seconds, 1, 600));
        command.SetAction(RunAsync);
        return command;
    }

    private static Option<string> NewSizes(string name, string sizes, string description)
    {
        var option = new Option<string>(name)
        {
            Description = $"{description}, one size after another; {SizeList.None} leaves the curve out",
            DefaultValueFactory = _ => sizes,
        };
        option.Validators.Add(result =>
        {
            try
            {
                SizeList.Parse(result.GetValueOrDefault<string?>() ?? "");
            }
            catch (FormatException error)
            {
                result.AddError($"{name}: {error.Message}");
            }
        });
        return option;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var plan = new GrowthPlan
        {
            Customers = SizeList.Parse(parsed.GetValue(_customers)!),
            Products = SizeList.Parse(parsed.GetValue(_products)!),
            Interactions = parsed.GetValue(_interactions),
            Active = parsed.GetValue(_active),
            Crowd = parsed.GetValue(_crowd),
            Shoppers = parsed.GetValue(_shoppers),
            WarmUp = TimeSpan.FromSeconds(parsed.GetValue(_warmUp)),
            Time = TimeSpan.FromSeconds(parsed.GetValue(_seconds)),
            Seed = parsed.GetValue(_seed),
        };
        var json = parsed.GetValue(_json);
        var report = await GrowthRun.RunAsync(
            plan, Console.WriteLine, measured => json is null ? Task.CompletedTask : measured.WriteAsync(json), cancellationToken);
        GrowthText.Write(report, Console.Out);
        if (parsed.GetValue(_html) is { } html)
        {
            await File.WriteAllTextAsync(html, GrowthPage.Write(report), cancellationToken);
        }

        return 0;
    }
}
