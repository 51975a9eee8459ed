using System.Collections.Immutable;
using System.CommandLine;
using SmartRetail.Contracts.Imports;
using SmartRetail.Hosting.Cluster;
using SmartRetail.Storage.Import;
using SmartRetail.Training.Evaluation;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;

namespace SmartRetail.Silo.Learn;

/// <summary><c>evaluate</c>: fits on a file, ranks all products, writes one JSON document. Needs no cluster.</summary>
internal sealed class EvaluateCommandLine
{
    private readonly Option<string> _data = Named<string>("--data", "The file to read (.gz is read as it is)", "FILE");

    private readonly Option<string> _format = new("--format")
    {
        Description = "sequences (a customer a line), sessions (a session a line), csv, jsonl or parquet (interactions)",
        DefaultValueFactory = _ => "sequences",
    };

    private readonly Option<string?> _test = Named<string?>(
        "--test", "Cases that somebody else held out, one a line, the last item being the target", "FILE");

    private readonly Option<string?> _catalog = Named<string?>(
        "--catalog", "The products (.csv, .jsonl, .parquet, or .tsv with a header), whose content networks learn from", "FILE");

    private readonly Option<string> _architecture = new("--architecture")
    {
        Description = "What to fit; blend learns weights of networks and counts, auto keeps the best",
        DefaultValueFactory = _ => "sasrec",
    };

    private readonly Option<string> _members = new("--members")
    {
        Description = "The networks of a blend, with commas between; one named twice is fitted with two seeds",
        HelpName = "NAMES",
        DefaultValueFactory = _ => "mlp,sasrec",
    };

    private readonly Option<string?> _protocol = Named<string?>(
        "--protocol", "What is held out (default: leave-one-out, or what --test says)");

    private readonly Option<bool?> _maskSeen = Named<bool?>(
        "--mask-seen", "Whether a history's products are taken out of the ranking", "true|false");

    private readonly Option<double> _coldShare = Named<double>(
        "--cold-share", "Share of the products that only the test knows", "X");

    private readonly Option<int> _seed = new("--seed") { HelpName = "N", DefaultValueFactory = _ => 1 };

    private readonly Option<int> _seeds = new("--seeds")
    {
        Description = "Fits with as many seeds and states mean and spread",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<double?> _maxMinutes = Named<double?>(
        "--max-minutes", "Minutes that the whole may take; fits share them", "M");

    private readonly Option<int> _threads = new("--threads") { HelpName = "N", DefaultValueFactory = _ => 1 };

    private readonly Option<string> _device = new("--device")
    {
        Description = "What networks are fitted on: auto, cpu or cuda:N",
        HelpName = "DEVICE",
        DefaultValueFactory = _ => DeviceFinder.Auto,
    };

    private readonly Option<string?> _checkpoints = Named<string?>(
        "--checkpoints", "Folder of the fits' checkpoints; the same command goes on from them", "DIR");

    private readonly Option<string?> _json = Named<string?>("--json", "The document to write", "OUT");

    private readonly Option<string?> _report = Named<string?>("--report", "The page to write", "OUT.html");

    private readonly Option<double> _gramsPerKwh = new("--grams-per-kwh")
    {
        Description = "Grams of CO2 for a kilowatt-hour",
        HelpName = "X",
        DefaultValueFactory = _ => new EvaluateOptions { Data = "" }.GramsPerKwh,
    };

    private readonly Dictionary<string, Option<string?>> _settings = FitSettings.All.ToDictionary(
        setting => setting.Name,
        setting => Named<string?>(
            $"--{setting.Name}", setting.Description + " (default: the architecture's)", setting.Values));

    public EvaluateCommandLine()
    {
        _data.Required = true;
        _format.AcceptOnlyFromAmong("sequences", "sessions", "csv", "jsonl", "parquet");
        _architecture.AcceptOnlyFromAmong([.. EvaluateCommand.Architectures]);
        _protocol.AcceptOnlyFromAmong("leave-one-out", "last-session", "last-order", "temporal");
        foreach (var file in new Option<string?>[] { _data!, _test, _catalog })
        {
            file.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<string?>() is { } path && !File.Exists(path))
                {
                    result.AddError($"{file.Name}: there is no file {path}");
                }
            });
        }
    }

    public Command ToCommand()
    {
        var command = new Command("evaluate", "Fits a model on a file and ranks all products, beside count floors");
        Option[] options =
        [
            _data, _format, _test, _catalog, _architecture, _members, _protocol, _maskSeen, _coldShare, _seed, _seeds,
            _maxMinutes, _threads, _device, _checkpoints, _json, _report, _gramsPerKwh, .. _settings.Values,
        ];
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            await EvaluateCommand.RunAsync(ToOptions(parsed), Console.Out, cancellationToken);
            return 0;
        }
        catch (Exception error) when (
            error is ArgumentException or InvalidDataException or FitFailedException or TorchUnavailableException)
        {
            await Console.Error.WriteLineAsync($"error: {error.Message}");
            return 1;
        }
    }

    private EvaluateOptions ToOptions(ParseResult parsed)
    {
        var format = parsed.GetValue(_format)!;
        return new()
        {
            Data = parsed.GetRequiredValue(_data),
            Format = format,
            Test = parsed.GetValue(_test),
            Catalog = parsed.GetValue(_catalog),
            Architecture = parsed.GetValue(_architecture)!,
            Members = [.. parsed.GetValue(_members)!.Split(',', StringSplitOptions.TrimEntries)],
            Protocol = parsed.GetValue(_protocol),
            MaskSeen = parsed.GetValue(_maskSeen),
            ColdShare = parsed.GetValue(_coldShare),
            Seed = parsed.GetValue(_seed),
            Seeds = parsed.GetValue(_seeds),
            MaxMinutes = parsed.GetValue(_maxMinutes),
            Threads = parsed.GetValue(_threads),
            Device = DeviceFinder.Resolve(parsed.GetValue(_device)!, TorchNative.LibtorchFolder),
            Settings = _settings
                .Where(pair => parsed.GetValue(pair.Value) is not null)
                .ToImmutableSortedDictionary(pair => pair.Key, pair => parsed.GetValue(pair.Value)!),
            Checkpoints = parsed.GetValue(_checkpoints),
            Json = parsed.GetValue(_json),
            Report = parsed.GetValue(_report),
            GramsPerKwh = parsed.GetValue(_gramsPerKwh),
            IsTerminal = !Console.IsOutputRedirected,
            ReadInteractions = (path, token) =>
                InteractionFile.ReadAsync(path, Enum.Parse<ImportFormat>(format, ignoreCase: true), token),
            ReadProducts = (path, token) =>
                ProductFile.ReadAsync(path, ImportFormats.OfFile(path) ?? ImportFormat.Csv, token),
        };
    }

    private static Option<T> Named<T>(string name, string description, string? values = null) =>
        new(name) { Description = description, HelpName = values };
}
