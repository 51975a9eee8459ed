using System.Collections.Immutable;

namespace SmartRetail.Contracts.Imports;

/// <summary>A row that an import has set aside.</summary>
/// <param name="Line">Where it was in the file; the first line is 1.</param>
/// <param name="Row">The row as it was, to be corrected and imported again.</param>
[GenerateSerializer, Immutable, Alias("RefusedRow")]
public sealed record RefusedRow(
    [property: Id(0)] long Line,
    [property: Id(1)] ImmutableArray<FieldError> Errors,
    [property: Id(2)] string Row);
