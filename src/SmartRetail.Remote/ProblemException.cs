using System.Collections.Immutable;

namespace SmartRetail.Remote;

/// <summary>The server has refused, and said why (RFC 9457).</summary>
public sealed class ProblemException : Exception
{
    internal ProblemException(int status, ProblemDocument? problem, TimeSpan? retryAfter)
        : base(problem?.Detail ?? $"The server answered with status {status}.")
    {
        Status = status;
        Kind = problem?.Type?.Split('/')[^1] ?? "http";
        TraceId = problem?.TraceId;
        Errors = problem?.Errors ?? ImmutableDictionary<string, ImmutableArray<string>>.Empty;
        RetryAfter = retryAfter;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The last part of the problem's type, such as unknown-product; /problems of the server lists them.</summary>
    public string Kind { get; }

    /// <summary>What an operator finds the request by.</summary>
    public string? TraceId { get; }

    /// <summary>The refused fields, each with the bounds that it broke.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Errors { get; }

    /// <summary>When the server may be asked again, if it has said so.</summary>
    public TimeSpan? RetryAfter { get; }
}

/// <summary>Problem details as they travel.</summary>
internal sealed record ProblemDocument(
    string? Type,
    string? Detail,
    string? TraceId,
    ImmutableDictionary<string, ImmutableArray<string>>? Errors);
