using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using SmartRetail.Recommender.Models;
using SmartRetail.Serving;
using SmartRetail.Silo.Database;
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
            await using var storage = await DatabasePatience.RepeatAsync(
                () => RetailStorage.OpenAsync(
                    DatabaseOption.Read(database: null, read.DataFolder), cancellationToken: cancellationToken),
                cancellationToken);
            await using var serving = new ServiceCollection().AddMetrics().AddRetailServing(_ => { }).BuildServiceProvider();
            var code = await FitProcess.RunAsync(
                read,
                storage.Interactions,
                storage.Privacy,
                storage.Catalog,
                new(storage.Models, serving.GetRequiredService<IModelLoader>()),
                storage.Rounds,
                Console.Out,
                cancellationToken);
            if (code == FitProcess.Succeeded)
            {
                await DatabasePatience.RepeatAsync(
                    () => storage.Models.StageAsync(
                        new(read.Store), new(read.Run), read.Worker, read.Output, cancellationToken),
                    cancellationToken);
            }

            return code;
        });
        return command;
    }
}
