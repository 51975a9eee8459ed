using SmartRetail.Contracts;

namespace SmartRetail.Storage.Import;

/// <summary>One row as it was read: texts, not yet values.</summary>
/// <param name="line">The first line is 1.</param>
/// <param name="fields">By field number; null where the row has no value.</param>
internal sealed class ImportRow(long line, string?[] fields)
{
    public long Line => line;

    /// <summary>What kept the row from being read at all; then there are no fields.</summary>
    public FieldError? Problem { get; init; }

    /// <summary>The row as it was; null where it can be put together from the columns' values.</summary>
    public string? Text { get; init; }

    /// <summary>The file's columns, in its order; empty where rows name their fields themselves.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; } = [];

    public string? this[int number] => fields[number];
}
