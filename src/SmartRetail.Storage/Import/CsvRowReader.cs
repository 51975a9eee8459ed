using System.Runtime.CompilerServices;
using nietras.SeparatedValues;

namespace SmartRetail.Storage.Import;

/// <summary>Reads separated values under a header.</summary>
internal sealed class CsvRowReader : IRowReader
{
    public async IAsyncEnumerable<ImportRow> ReadAsync(
        Stream content, FieldNames names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = await OpenAsync(content, cancellationToken);
        if (reader.IsEmpty)
        {
            throw new InvalidDataException("The file is empty; a header with the field names is expected");
        }

        var columns = new RowColumns(reader.Header.ColNames, names);
        while (await MoveNextAsync(reader, cancellationToken))
        {
            yield return Read(reader.Current, columns);
        }
    }

    private static async Task<SepReader> OpenAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            // Pooled texts: customers, products and kinds recur, and a batch holds each once.
            return await Sep.Reader(options => options with
            {
                Unescape = true,
                DisableColCountCheck = true,
                CreateToString = SepToString.PoolPerCol(),
                ColNameComparer = StringComparer.Ordinal,
            }).FromAsync(content, cancellationToken);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException("The header names a column twice", error);
        }
        catch (NotSupportedException error)
        {
            throw TooLong(error);
        }
    }

    private static async ValueTask<bool> MoveNextAsync(SepReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.MoveNextAsync(cancellationToken);
        }
        catch (NotSupportedException error)
        {
            throw TooLong(error);
        }
    }

    // What the reader says of a buffer that cannot grow further.
    private static InvalidDataException TooLong(NotSupportedException error) =>
        new("A row is longer than can be read: a quote may have no end", error);

    private static ImportRow Read(SepReader.Row row, RowColumns columns)
    {
        if (row.ColCount != columns.Header.Count)
        {
            return new(row.LineNumberFrom, [])
            {
                Problem = new("row", $"has {row.ColCount} columns; the header has {columns.Header.Count}"),
                Text = row.Span.ToString(),
            };
        }

        // A row lives on the stack, so its texts are taken out before they are handed on.
        var texts = new string[row.ColCount];
        for (var at = 0; at < texts.Length; at++)
        {
            texts[at] = row[at].ToString();
        }

        return columns.ToRow(row.LineNumberFrom, at => texts[at]);
    }
}
