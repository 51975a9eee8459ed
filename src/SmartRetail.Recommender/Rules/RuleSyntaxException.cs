using System.Globalization;

namespace SmartRetail.Recommender.Rules;

/// <summary>Why a text is no expression.</summary>
/// <param name="position">The character where it was found out; the first is 1.</param>
/// <param name="reason">The reason as the rest of a sentence: "is empty", "expected a value".</param>
public sealed class RuleSyntaxException(int position, string reason)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"at character {position}: {reason}"))
{
    public int Position => position;

    public string Reason => reason;
}
