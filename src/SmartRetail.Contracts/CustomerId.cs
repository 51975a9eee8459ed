namespace SmartRetail.Contracts;

/// <summary>Identifies a customer; opaque, compared ordinally, but for the mark of the anonymous.</summary>
[GenerateSerializer, Immutable, Alias("CustomerId")]
public readonly record struct CustomerId([property: Id(0)] string Value)
{
    /// <summary>
    /// What the id of a customer begins with who has not said who they are. The id says it, not each request, so that
    /// whoever reads the log knows it too.
    /// </summary>
    public const string AnonymousPrefix = "anon-";

    public bool IsAnonymous => Value.StartsWith(AnonymousPrefix, StringComparison.Ordinal);

    public override string ToString() => Value;
}
