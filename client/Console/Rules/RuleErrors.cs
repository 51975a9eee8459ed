using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Console.Rules;

/// <summary>What is wrong with a draft, found by the field that it belongs to.</summary>
public sealed partial class RuleErrors(ImmutableArray<FieldError> errors)
{
    public static RuleErrors None { get; } = new([]);

    public int Count => errors.Length;

    public bool IsEmpty => errors.IsEmpty;

    /// <summary>Returns what is wrong with the field; null when nothing is.</summary>
    public string? Find(string field) => errors.FirstOrDefault(error => error.Field == field)?.Reason;

    /// <summary>Returns which character of an expression a reason is about, the first is 1; null when it names none.</summary>
    public static int? PositionIn(string reason) =>
        AtCharacter().Match(reason) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex("^at character ([0-9]{1,6}):")]
    private static partial Regex AtCharacter();
}
