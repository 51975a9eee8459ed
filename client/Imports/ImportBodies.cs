using System.Collections.Immutable;
using System.ComponentModel;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Imports;

namespace SmartRetail.Client.Imports;

/// <summary>What has become of an import.</summary>
internal sealed record ImportAnswer(
    [property: Description("Names the import where its refused rows are read.")] string Import,
    ImportKind Kind,
    ImportState State,
    [property: Description("The file's name, if it was given.")] string Source,
    [property: Description("Bytes that were taken.")] long Bytes,
    [property: Description("Rows that were read, good and bad.")] long Rows,
    [property: Description("Rows that are durable and, of interactions, were not before.")] long Accepted,
    [property: Description("Interactions that were there before; they changed nothing.")] long Duplicates,
    [property: Description("Rows that broke a bound.")] long Refused,
    [property: Description("Interactions from before their customer was erased; they were left out.")] long Erased,
    [property: Description("Why it ended before its time; null otherwise.")] string? Problem,
    DateTimeOffset StartedAt,
    [property: Description("Null while it is running.")] DateTimeOffset? EndedAt,
    [property: Description("The first 20 of the rows that were refused, without what is in them.")]
    ImmutableArray<RefusedLineAnswer> FirstRefused)
{
    /// <summary>How many refused rows an answer has.</summary>
    public const int MaxRefused = 20;

    public static ImportAnswer From(ImportStatus status, ImmutableArray<RefusedRow> refused) => new(
        status.Start.Import.Value,
        status.Start.Kind,
        status.State,
        status.Start.Source,
        status.Bytes,
        status.Rows,
        status.Accepted,
        status.Duplicates,
        status.Refused,
        status.Erased,
        status.Problem,
        status.StartedAt,
        status.EndedAt,
        [.. refused.Select(row => new RefusedLineAnswer(row.Line, row.Errors))]);
}

/// <summary>Where a refused row was, and what is wrong with it.</summary>
internal sealed record RefusedLineAnswer(
    [property: Description("The first line of a file is 1.")] long Line, ImmutableArray<FieldError> Errors);

/// <summary>A refused row, a line of the answer.</summary>
internal sealed record RefusedRowAnswer(
    [property: Description("The first line of a file is 1.")] long Line,
    ImmutableArray<FieldError> Errors,
    [property: Description("The row as it was, to be corrected and imported again.")] string Row);
