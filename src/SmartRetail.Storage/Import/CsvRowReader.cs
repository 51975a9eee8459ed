using System.Runtime.CompilerServices;
using nietras.SeparatedValues;
using SmartRetail.Contracts;

namespace SmartRetail.Storage.Import;

/// <summary>
/// Reads separated values under a header. A column that is not known refuses the file: it is most likely a field
/// that was meant and misspelled, and every row would silently lose it.
/// </summary>
internal sealed class CsvRowReader : IRowReader
{
    public async IAsyncEnumerable<ImportRow> ReadAsync(
        Stream content, FieldNames names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Pooled texts: customers, products and kinds recur, and a batch holds each once.
        using var reader = await Sep.Reader(options => options with
        {
            Unescape = true,
            DisableColCountCheck = true,
            CreateToString = SepToString.PoolPerCol(),
            ColNameComparer = StringComparer.Ordinal,
        }).FromAsync(content, cancellationToken);
        if (reader.IsEmpty)
        {
            throw new InvalidDataException("The file is empty; a header with the field names is expected");
        }

        var header = reader.Header.ColNames;
        var columns = header.Select(name => Column.Of(name, names)).ToArray();
        if (names.Required.Except(header, StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            throw new InvalidDataException($"The header has no column '{missing}'");
        }

        while (await reader.MoveNextAsync(cancellationToken))
        {
            yield return Read(reader.Current, header, columns, names.Count);
        }
    }

    private static ImportRow Read(
        SepReader.Row row, IReadOnlyList<string> header, Column[] columns, int fieldCount)
    {
        if (row.ColCount != columns.Length)
        {
            return new(row.LineNumberFrom, [])
            {
                Problem = new("row", $"has {row.ColCount} columns; the header has {columns.Length}"),
                Text = row.Span.ToString(),
            };
        }

        var fields = new string?[fieldCount];
        List<KeyValuePair<string, string>>? attributes = null;
        for (var i = 0; i < columns.Length; i++)
        {
            if (row[i].Span.IsEmpty)
            {
                continue;
            }

            if (columns[i].Attribute is { } attribute)
            {
                (attributes ??= []).Add(new(attribute, row[i].ToString()));
            }
            else
            {
                fields[columns[i].Field] = row[i].ToString();
            }
        }

        return new(row.LineNumberFrom, fields) { Attributes = attributes ?? [], Columns = header };
    }

    private readonly record struct Column(int Field, string? Attribute)
    {
        public static Column Of(string name, FieldNames names)
        {
            var field = names.NumberOf(name);
            var attribute = names.AttributeOf(name);
            return field >= 0 || attribute is not null
                ? new(field, attribute)
                : throw new InvalidDataException(
                    $"The header's column '{name}' is not one of: {string.Join(", ", names.All)}");
        }
    }
}
