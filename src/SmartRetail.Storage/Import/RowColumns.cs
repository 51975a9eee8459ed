namespace SmartRetail.Storage.Import;

/// <summary>
/// The columns of a table and the fields they hold. A column that is not known refuses the file: it is most likely a field
/// that was meant and misspelled, and every row would silently lose it.
/// </summary>
internal sealed class RowColumns
{
    private readonly FieldNames _names;
    private readonly (int Field, string? Attribute)[] _columns;

    /// <exception cref="InvalidDataException">A column is not known, or one is missing that every row needs.</exception>
    public RowColumns(IReadOnlyList<string> header, FieldNames names)
    {
        (Header, _names) = (header, names);
        _columns = [.. header.Select(Find)];
        if (names.Required.Except(header, StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            throw new InvalidDataException($"The header has no column '{missing}'");
        }
    }

    public IReadOnlyList<string> Header { get; }

    /// <summary>Makes a row of one text a column; null or empty where it has no value.</summary>
    public ImportRow ToRow(long line, Func<int, string?> text)
    {
        var fields = new string?[_names.Count];
        List<KeyValuePair<string, string>>? attributes = null;
        for (var at = 0; at < _columns.Length; at++)
        {
            if (text(at) is not { Length: > 0 } value)
            {
                continue;
            }

            if (_columns[at].Attribute is { } attribute)
            {
                (attributes ??= []).Add(new(attribute, value));
            }
            else
            {
                fields[_columns[at].Field] = value;
            }
        }

        return new(line, fields) { Attributes = attributes ?? [], Columns = Header };
    }

    private (int Field, string? Attribute) Find(string name)
    {
        var field = _names.NumberOf(name);
        var attribute = _names.AttributeOf(name);
        return field >= 0 || attribute is not null
            ? (field, attribute)
            : throw new InvalidDataException(
                $"The header's column '{name}' is not one of: {string.Join(", ", _names.All)}");
    }
}
