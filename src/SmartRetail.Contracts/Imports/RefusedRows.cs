using System.Collections.Immutable;

namespace SmartRetail.Contracts.Imports;

/// <summary>Some of the rows that an import has set aside, in the file's order.</summary>
/// <param name="Next">Where the next ones are; null after the last.</param>
[GenerateSerializer, Immutable, Alias("RefusedRows")]
public sealed record RefusedRows(
    [property: Id(0)] ImmutableArray<RefusedRow> Rows,
    [property: Id(1)] long? Next)
{
    /// <summary>The most rows that are asked for at once.</summary>
    public const int MaxCount = 1_000;
}
