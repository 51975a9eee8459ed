namespace SmartRetail.Storage.Import;

/// <summary>The field names of one kind of row; a field's number is its place among them.</summary>
/// <param name="required">Those without which no row can be right.</param>
/// <param name="attributes">The object of free attributes, whose CSV columns are its name, a dot and theirs.</param>
internal sealed class FieldNames(string[] all, string[] required, string? attributes = null)
{
    public int Count => all.Length;

    public IReadOnlyList<string> Required => required;

    public IReadOnlyList<string> All => all;

    /// <summary>Returns the field's number, or -1 for a name that is not one.</summary>
    public int NumberOf(string name) => Array.IndexOf(all, name);

    public bool IsAttributes(string name) => attributes is not null && name == attributes;

    /// <summary>Returns the attribute that a column holds, or null when it is none.</summary>
    public string? AttributeOf(string column) =>
        attributes is not null &&
        column.Length > attributes.Length + 1 &&
        column.StartsWith(attributes, StringComparison.Ordinal) &&
        column[attributes.Length] == '.'
            ? column[(attributes.Length + 1)..]
            : null;
}
