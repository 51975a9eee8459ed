using System.Runtime.CompilerServices;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Imports;

namespace SmartRetail.Storage.Import;

/// <summary>Reads a file of products for somebody who does not keep them: the command <c>evaluate</c>.</summary>
public static class ProductFile
{
    /// <summary>Returns the file's products in its order; .gz is read as it is.</summary>
    /// <exception cref="InvalidDataException">A row breaks a bound.</exception>
    public static async IAsyncEnumerable<Product> ReadAsync(
        string path, ImportFormat format, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = RowReaders.Of(format);
        var parser = new ProductParser();
        await using var file = File.OpenRead(path);
        await using var input = new ImportStream(file);
        await using var stream = await input.OpenAsync(cancellationToken);
        await foreach (var row in reader.ReadAsync(stream, ProductParser.Names, cancellationToken))
        {
            yield return row.Problem is { } problem
                ? throw new InvalidDataException($"{path}, line {row.Line}: {problem}")
                : parser.Parse(row, out var errors)
                    ?? throw new InvalidDataException($"{path}, line {row.Line}: {errors[0]}");
        }
    }
}
