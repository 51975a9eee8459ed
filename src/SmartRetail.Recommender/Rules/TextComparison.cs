namespace SmartRetail.Recommender.Rules;

/// <summary>Texts are compared ordinally.</summary>
internal sealed record TextComparison(RuleField Field, bool IsEqual, string Text) : ComparisonExpression(Field)
{
    private protected override string Comparison => $"{(IsEqual ? "==" : "!=")} {RuleScanner.Quote(Text)}";

    public override bool Matches(RuleFacts facts) =>
        Field.ReadText(facts) is { } found && string.Equals(found, Text, StringComparison.Ordinal) == IsEqual;
}
