using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;

namespace SmartRetail.Client.Problems;

/// <summary>Problem details (RFC 9457).</summary>
internal sealed record ProblemBody(
    [property: Description("Where the kind of problem is told; programs tell kinds apart by the last part.")]
    string Type,
    [property: Description("The kind of problem in words.")]
    string Title,
    [property: Description("The HTTP status.")]
    int Status,
    [property: Description("What is wrong with this request, as a sentence.")]
    string Detail,
    [property: Description("The path that was asked for.")]
    string? Instance,
    [property: Description("What an operator finds the request by.")]
    string TraceId,
    [property: Description("The refused fields, each with the bounds that it broke; only for 400.")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    ImmutableSortedDictionary<string, ImmutableArray<string>>? Errors,
    [property: Description("What was done all the same; only where a part of a batch was.")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    object? Outcome);
