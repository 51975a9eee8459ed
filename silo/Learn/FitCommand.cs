using System.CommandLine;
using SmartRetail.Storage;
using SmartRetail.Training.Processes;

namespace SmartRetail.Silo.Learn;

/// <summary><c>fit</c>: the child process of a training worker. Reports JSON lines on its standard output.</summary>
internal static class FitCommand
{
    public static Command ToCommand()
    {
        var spec = new Option<string>("--spec")
        {
            Description = "The file that says what to fit",
            HelpName = "FILE",
            Required = true,
        };
        var command = new Command("fit", "Fits one worker's part of a training run (started by a silo)") { spec };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var read = await FitSpec.ReadAsync(parsed.GetRequiredValue(spec), cancellationToken);
            await using var storage = await RetailStorage.OpenAsync(
                new() { DataFolder = read.DataFolder }, cancellationToken: cancellationToken);
            return await FitProcess.RunAsync(
                read, storage.Interactions, storage.Catalog, Console.Out, cancellationToken);
        });
        return command;
    }
}
