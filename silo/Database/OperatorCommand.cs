using System.CommandLine;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Models;
using SmartRetail.Storage;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.Silo.Database;

/// <summary>
/// A command that an operator gives beside what runs. It writes lines and ends with 0, or with 1 and what was wrong with its
/// files, its database or what it was told.
/// </summary>
internal static class OperatorCommand
{
    /// <param name="run">Returns the lines to write.</param>
    public static Command Create(
        string name,
        string description,
        IEnumerable<Option> options,
        Func<ParseResult, CancellationToken, Task<IEnumerable<string>>> run)
    {
        var command = new Command(name, description);
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                foreach (var line in await run(parsed, cancellationToken))
                {
                    Console.WriteLine(line);
                }

                return 0;
            }
            catch (Exception error) when (IsTold(error))
            {
                await Console.Error.WriteLineAsync($"error: {error.Message}");
                return 1;
            }
        });
        return command;
    }

    /// <inheritdoc cref="Create(string, string, IEnumerable{Option}, Func{ParseResult, CancellationToken, Task{IEnumerable{string}}})"/>
    public static Command Create(
        string name, string description, IEnumerable<Option> options, Func<ParseResult, CancellationToken, Task<string>> run) =>
        Create(name, description, options, async (parsed, cancellationToken) => (IEnumerable<string>)[await run(parsed, cancellationToken)]);

    private static bool IsTold(Exception error) => error is InvalidDataException or IOException or UnauthorizedAccessException
        or HttpRequestException or LogUnavailableException or SchemaTooNewException or ArtifactRefusedException or ModelKeysException
        or CustomerKeysException;
}
