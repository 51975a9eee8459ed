using System.Net;

namespace SmartRetail.LoadTests.Calls;

/// <summary>A call was not answered as it should be.</summary>
/// <param name="MayRetry">Whether the same call may be made again: the store was away, or nobody answered.</param>
/// <param name="retryAfter">When, by the answer.</param>
internal sealed class CallFailedException(string message, bool mayRetry, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    public bool MayRetry => mayRetry;

    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>What it was answered with; null where nobody answered.</summary>
    public HttpStatusCode? Status { get; init; }
}
