using System.CommandLine;
using System.CommandLine.Parsing;
using SmartRetail.Contracts.Training;
using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Clusters;
using SmartRetail.LoadTests.Models;
using SmartRetail.LoadTests.Runs;
using SmartRetail.LoadTests.Shoppers;

namespace SmartRetail.LoadTests.Commands;

/// <summary>What the commands that load a store have in common: the store, the shoppers, and where the report goes.</summary>
internal sealed class LoadOptions
{
    private const int MaxShoppers = 200_000;
    private static readonly TimeSpan FitBeat = TimeSpan.FromMilliseconds(500);

    private readonly Option<Uri?> _url = new("--url") { Description = "Address of a store's API that runs already", CustomParser = result => GorseOptions.ReadAddress(result, "--url", "http://127.0.0.1:5080") };
    private readonly Option<string?> _key = new("--key") { Description = "With --url: a key with the scopes recommend and record; with --gorse: its api_key, if it has one" };
    private readonly Option<string> _store = new("--store") { Description = "With --url: the store", DefaultValueFactory = _ => "sample" };
    private readonly Option<string?> _cluster = new("--cluster")
    {
        Description = "Start a cluster of this machine around PostgreSQL, such as \"2x serving,1x training\" (default without --url: one process over SQLite)",
    };

    private readonly Option<CallPath> _via = new("--via") { Description = "http or orleans: straight to the grains" };
    private readonly Option<int> _shoppers = new("--shoppers") { Description = "Shoppers at the same time", DefaultValueFactory = _ => 1_000 };
    private readonly Option<double> _rate = new("--rate") { Description = "Calls a second of all of them, at the peak", DefaultValueFactory = _ => 100 };
    private readonly Option<int> _warmUp = new("--warm-up") { Description = "Seconds before anything is measured", DefaultValueFactory = _ => 10 };
    private readonly Option<int> _connections = new("--connections") { Description = "To each web process, at most", DefaultValueFactory = _ => 256 };
    private readonly Option<double?> _stock = new("--stock-changes") { Description = "Products sold out a second (default: 1; none with --url and --gorse)" };
    private readonly Option<string?> _model = new("--model") { Description = "How shoppers behave: a file that fit has written (default: UCI Online Retail)" };
    private readonly Option<int> _seed = new("--seed") { Description = "Of all choices", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _json = new("--json") { Description = "Write the report to a file" };
    private readonly TariffOptions _tariff = new();
    private readonly GorseOptions _gorse = new();
    private readonly Option<string?> _withModel = new("--with-model")
    {
        Description = $"Fit a model to the store's log first and rank with it: {string.Join(", ", TrainingPlan.Architectures)} (default: counts rank)",
    };

    private readonly Option<int?> _epochs = new("--epochs") { Description = "With --with-model: at most so many (default: the architecture's)" };
    private readonly Option<string?> _html = new("--html") { Description = "Write the report as one page with charts" };

    public LoadOptions()
    {
        _cluster.Validators.Add(result =>
        {
            try
            {
                ClusterPlan.Parse(result.GetValueOrDefault<string?>() ?? "");
            }
            catch (FormatException error)
            {
                result.AddError($"--cluster: {error.Message}");
            }
        });
        _shoppers.Validators.Add(RequireRange<int>(_shoppers, 1, MaxShoppers));
        _rate.Validators.Add(RequireRange<double>(_rate, 0.1, 1_000_000));
        _warmUp.Validators.Add(RequireRange<int>(_warmUp, 0, 3_600));
        _withModel.AcceptOnlyFromAmong([.. TrainingPlan.Architectures]);
        _connections.Validators.Add(RequireRange<int>(_connections, 1, 60_000));
    }

    /// <summary>Adds the options, and refuses what does not go together.</summary>
    public void AddTo(Command command)
    {
        Option[] options =
        [
            _url, _key, _store, _cluster, _via, _shoppers, _rate, _warmUp, _connections, _stock, _model, _withModel, _epochs, _seed, _json, _html,
        ];
        foreach (var option in options)
        {
            command.Add(option);
        }

        _tariff.AddTo(command);
        _gorse.AddTo(command);
        command.Validators.Add(Check);
    }

    /// <summary>Whether the tool starts a cluster, whose processes it may kill.</summary>
    public bool HasCluster(CommandResult result) => result.GetValue(_cluster) is not null;

    /// <summary>Says in one line what stands in the way of a run; everything else is a fault of this program's.</summary>
    public static async Task<int> TellAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (CannotStartException error)
        {
            await Console.Error.WriteLineAsync($"error: {error.Message}");
            return 1;
        }
    }

    /// <summary>Returns the store to load: ready, and with the model that was asked for.</summary>
    /// <exception cref="CannotStartException">What runs already cannot be asked, or there is no such model.</exception>
    public async Task<ITarget> StartTargetAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (await _gorse.StartAsync(parsed, parsed.GetValue(_key)) is { } gorse)
        {
            return gorse;
        }

        if (parsed.GetValue(_url) is { } url)
        {
            return new RemoteTarget(url, parsed.GetValue(_key)!, parsed.GetValue(_store)!);
        }

        ITarget target = parsed.GetValue(_cluster) is { } plan
            ? await ClusterTarget.StartAsync(ClusterPlan.Parse(plan))
            : await LoneTarget.StartAsync();
        try
        {
            if (ReadFit(parsed) is { } fit)
            {
                await new ModelFit(target.Api!, target.Store, FitBeat).RunAsync(fit, Console.WriteLine, cancellationToken);
            }

            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    public async Task<LoadPlan> ReadPlanAsync(ParseResult parsed, TimeSpan duration) => new()
    {
        Model = parsed.GetValue(_model) is { } file ? await ShopperModelFile.ReadAsync(file) : ShopperModelFile.Uci,
        Shoppers = parsed.GetValue(_shoppers),
        Rate = parsed.GetValue(_rate),
        Via = parsed.GetValue(_via),
        Connections = parsed.GetValue(_connections),
        WarmUp = TimeSpan.FromSeconds(parsed.GetValue(_warmUp)),
        Duration = duration,
        StockChanges = parsed.GetValue(_stock) ?? (parsed.GetValue(_url) is null && !_gorse.IsGiven(parsed.CommandResult) ? 1 : 0),
        Seed = parsed.GetValue(_seed),
        Fit = ReadFit(parsed),
        Tariff = _tariff.Read(parsed),
    };

    /// <summary>Prints the report, writes it where it was asked for, and returns the exit code: 1 when a promise was broken.</summary>
    public async Task<int> FinishAsync(ParseResult parsed, Reports.LoadReport report)
    {
        Reports.TextReport.Write(report, Console.Out);
        if (parsed.GetValue(_json) is { } json)
        {
            await report.WriteAsync(json);
        }

        if (parsed.GetValue(_html) is { } html)
        {
            await File.WriteAllTextAsync(html, Reports.HtmlReport.Write(report));
        }

        return report.Ledger.IsClean && report.Ledger.Acknowledged > 0 ? 0 : 1;
    }

    public static Action<OptionResult> RequireRange<T>(Option<T> option, T low, T high)
        where T : IComparable<T> => result =>
    {
        var value = result.GetValueOrDefault<T>();
        if (value.CompareTo(low) < 0 || value.CompareTo(high) > 0)
        {
            result.AddError($"{option.Name}: must be from {low} to {high}");
        }
    };

    private FitPlan? ReadFit(ParseResult parsed) => parsed.GetValue(_withModel) is { } architecture
        ? new(architecture, parsed.GetValue(_epochs), parsed.GetValue(_seed))
        : null;

    private void Check(CommandResult result)
    {
        var (hasUrl, hasGorse) = (result.GetResult(_url) is not null, _gorse.IsGiven(result));
        if (hasUrl != result.GetValue(_key) is not null && !hasGorse)
        {
            result.AddError("--url and --key belong together");
        }

        if ((hasUrl ? 1 : 0) + (hasGorse ? 1 : 0) + (HasCluster(result) ? 1 : 0) > 1)
        {
            result.AddError("--url and --gorse are for what runs already, --cluster starts one: give one of them");
        }

        if (hasGorse && result.GetValue(_via) != CallPath.Http)
        {
            result.AddError("--via: Gorse is asked over http alone");
        }

        CheckModel(result, runsAlready: hasUrl || hasGorse);
    }

    private void CheckModel(CommandResult result, bool runsAlready)
    {
        var isWanted = result.GetValue(_withModel) is not null;
        if (result.GetValue(_epochs) is { } epochs && (!isWanted || epochs is < 1 or > TrainingPlan.MaxEpochs))
        {
            result.AddError($"--epochs: must be from 1 to {TrainingPlan.MaxEpochs}, and belongs to --with-model");
        }

        if (isWanted && runsAlready)
        {
            result.AddError("--with-model: publishes a model, and so is for a store that this tool starts");
        }

        if (isWanted && result.GetValue(_cluster) is { } plan && !HasTraining(plan))
        {
            result.AddError("--with-model: needs a process that fits it: add 1x training to --cluster");
        }
    }

    private static bool HasTraining(string plan)
    {
        try
        {
            return ClusterPlan.Parse(plan)["training"] > 0;
        }
        catch (FormatException)
        {
            // That it is no plan is told already.
            return true;
        }
    }
}
