using System.Runtime.CompilerServices;
using SmartRetail.Contracts.Imports;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Storage.Import;

/// <summary>Reads a file of interactions for somebody who does not keep them: the command <c>evaluate</c>.</summary>
public static class InteractionFile
{
    /// <summary>Returns the file's interactions in its order; .gz is read as it is.</summary>
    /// <exception cref="InvalidDataException">A row breaks a bound: an evaluation must not leave some out silently.</exception>
    public static async IAsyncEnumerable<Interaction> ReadAsync(
        string path, ImportFormat format, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = RowReaders.Of(format);
        var parser = new InteractionParser(TimeProvider.System);
        await using var file = File.OpenRead(path);
        await using var input = new ImportStream(file);
        await using var stream = await input.OpenAsync(cancellationToken);
        await foreach (var row in reader.ReadAsync(stream, InteractionParser.Names, cancellationToken))
        {
            yield return row.Problem is { } problem
                ? throw new InvalidDataException($"{path}, line {row.Line}: {problem}")
                : parser.Parse(row, out var errors)
                    ?? throw new InvalidDataException($"{path}, line {row.Line}: {errors[0]}");
        }
    }
}
