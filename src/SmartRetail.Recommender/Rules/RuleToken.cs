namespace SmartRetail.Recommender.Rules;

/// <summary>A piece of an expression.</summary>
/// <param name="Text">As it is written; of a text in quotes what it stands for; empty at the end.</param>
/// <param name="Position">Of its first character; the first is 1.</param>
internal readonly record struct RuleToken(RuleTokenKind Kind, string Text, int Position)
{
    public bool Is(string word) => Kind == RuleTokenKind.Word && Text == word;

    /// <summary>As an error names it.</summary>
    public string Name => Kind switch
    {
        RuleTokenKind.End => "the end",
        RuleTokenKind.Text => RuleScanner.Quote(Text),
        _ => $"'{Text}'",
    };
}
