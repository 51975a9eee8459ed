using System.CommandLine;
using SmartRetail.Storage.Import;
using SmartRetail.Training.Evaluation;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;

namespace SmartRetail.Silo.Learn;

/// <summary><c>evaluate</c>: fits on a file, ranks all products, writes one JSON document. Needs no cluster.</summary>
internal sealed class EvaluateCommandLine
{
    private readonly Option<string> _data = new("--data")
    {
        Description = "The file to read (.gz is read as it is)",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> _format = new("--format")
    {
        Description = "sequences (a customer a line), csv or jsonl (interactions)",
        DefaultValueFactory = _ => "sequences",
    };

    private readonly Option<string> _architecture = new("--architecture")
    {
        Description = "What to fit",
        DefaultValueFactory = _ => "sasrec",
    };

    private readonly Option<string> _protocol = new("--protocol")
    {
        Description = "What is held out",
        DefaultValueFactory = _ => "leave-one-out",
    };

    private readonly Option<bool?> _maskSeen = new("--mask-seen")
    {
        Description = "Whether a history's products are taken out of the ranking",
        HelpName = "true|false",
    };

    private readonly Option<int> _seed = new("--seed") { HelpName = "N", DefaultValueFactory = _ => 1 };

    private readonly Option<double?> _maxMinutes = new("--max-minutes")
    {
        Description = "Minutes that the whole may take",
        HelpName = "M",
    };

    private readonly Option<int> _threads = new("--threads") { HelpName = "N", DefaultValueFactory = _ => 1 };

    private readonly Option<int?> _epochs = new("--epochs")
    {
        Description = "Passes over the training data; the architecture's own number when absent",
        HelpName = "N",
    };

    private readonly Option<string?> _json = new("--json") { Description = "The file to write", HelpName = "OUT" };

    public EvaluateCommandLine()
    {
        _format.AcceptOnlyFromAmong("sequences", "csv", "jsonl");
        _architecture.AcceptOnlyFromAmong("sasrec", "markov", "itemknn", "popular");
        _protocol.AcceptOnlyFromAmong("leave-one-out", "last-session");
        _data.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } path && !File.Exists(path))
            {
                result.AddError($"--data: there is no file {path}");
            }
        });
    }

    public Command ToCommand()
    {
        var command = new Command("evaluate", "Fits a model on a file and ranks all products, beside count floors");
        Option[] options =
        [
            _data, _format, _architecture, _protocol, _maskSeen, _seed, _maxMinutes, _threads, _epochs, _json,
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
        var format = parsed.GetValue(_format)!;
        var rows = format == "jsonl" ? ImportFormat.Jsonl : ImportFormat.Csv;
        try
        {
            await EvaluateCommand.RunAsync(
                new()
                {
                    Data = parsed.GetRequiredValue(_data),
                    Format = format,
                    Architecture = parsed.GetValue(_architecture)!,
                    Protocol = parsed.GetValue(_protocol)!,
                    MaskSeen = parsed.GetValue(_maskSeen),
                    Seed = parsed.GetValue(_seed),
                    MaxMinutes = parsed.GetValue(_maxMinutes),
                    Threads = parsed.GetValue(_threads),
                    Epochs = parsed.GetValue(_epochs),
                    Json = parsed.GetValue(_json),
                    ReadInteractions = (path, token) => InteractionFile.ReadAsync(path, rows, token),
                },
                Console.Out,
                cancellationToken);
            return 0;
        }
        catch (Exception error) when (
            error is ArgumentException or InvalidDataException or FitFailedException or TorchUnavailableException)
        {
            await Console.Error.WriteLineAsync($"error: {error.Message}");
            return 1;
        }
    }
}
