using System.Globalization;

namespace SmartRetail.Recommender.Rules;

/// <summary>What of a product or request an expression asks for. Its readings are null where there is no such value.</summary>
internal sealed record RuleField
{
    public const string AttributePrefix = "attributes";

    public const string ContextPrefix = "context";

    public static RuleField Id { get; } = new("id", RuleFieldKind.Text, facts => facts.Product?.Id.Value);

    public static RuleField Title { get; } = new("title", RuleFieldKind.Text, facts => facts.Product?.Title);

    public static RuleField Category { get; } = new("category", RuleFieldKind.Text, facts => facts.Product?.Category);

    public static RuleField Brand { get; } = new("brand", RuleFieldKind.Text, facts => facts.Product?.Brand);

    public static RuleField Price { get; } = new("price", RuleFieldKind.Number);

    public static RuleField Stock { get; } = new("stock", RuleFieldKind.Number);

    public static RuleField Available { get; } = new("available", RuleFieldKind.Flag);

    public static RuleField FirstSoldAt { get; } = new("firstSoldAt", RuleFieldKind.Time);

    /// <summary>The fields that have a name of their own.</summary>
    public static IReadOnlyList<RuleField> Known { get; } =
        [Id, Title, Category, Brand, Price, Stock, Available, FirstSoldAt];

    private readonly Func<RuleFacts, string?>? _text;

    private RuleField(string name, RuleFieldKind kind, Func<RuleFacts, string?>? text = null)
    {
        Name = name;
        Kind = kind;
        _text = text;
    }

    /// <summary>As an expression names it.</summary>
    public string Name { get; }

    public RuleFieldKind Kind { get; }

    public bool IsContext { get; private init; }

    public static RuleField Attribute(string name) => new(
        $"{AttributePrefix}.{Quote(name)}",
        RuleFieldKind.Attribute,
        facts => facts.Product?.Attributes.GetValueOrDefault(name));

    public static RuleField Context(string name) => new(
        $"{ContextPrefix}.{Quote(name)}", RuleFieldKind.Attribute, facts => facts.Context.Find(name))
    {
        IsContext = true,
    };

    public string? ReadText(RuleFacts facts) => _text?.Invoke(facts);

    public decimal? ReadNumber(RuleFacts facts) =>
        ReferenceEquals(this, Price) ? facts.Product?.Price
        : ReferenceEquals(this, Stock) ? facts.Product?.Stock
        : decimal.TryParse(
            ReadText(facts),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number)
            ? number
            : null;

    public bool? ReadFlag(RuleFacts facts) =>
        ReferenceEquals(this, Available) ? facts.Product?.Available
        : ReadText(facts) switch { "true" => true, "false" => false, _ => null };

    public DateTimeOffset? ReadTime(RuleFacts facts) =>
        ReferenceEquals(this, FirstSoldAt) ? facts.Product?.FirstSoldAt : null;

    public bool Equals(RuleField? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    // A name that is a word needs no quotes; one that is written with quotes all the same is the same field.
    private static string Quote(string name) =>
        RuleScanner.IsWord(name) ? name : RuleScanner.Quote(name);
}
