namespace SmartRetail.LoadTests.Shoppers;

/// <summary>Who comes.</summary>
internal enum VisitKind
{
    /// <summary>Someone with a name, for the first time or again.</summary>
    Known,

    /// <summary>Someone without a name, who may sign in.</summary>
    Anonymous,

    /// <summary>A program that looks at one product after the other and buys nothing.</summary>
    Bot,
}
