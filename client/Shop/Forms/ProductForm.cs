using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Client.Shop.Forms;

/// <summary>The fields of a form about one product.</summary>
internal sealed record ProductForm
{
    public string Product { get; init; } = "";

    /// <summary>The recommendation that led here, if one did.</summary>
    public string? Recommendation { get; init; }

    public int? Position { get; init; }

    /// <summary>For an opinion: whether it is a good one.</summary>
    public bool Likes { get; init; }

    /// <summary>The page to return to.</summary>
    public string? Back { get; init; }

    public Origin? Origin => ReadOrigin(Recommendation, Position);

    /// <summary>Addresses and forms come from outside: what is no recommendation is none.</summary>
    public static Origin? ReadOrigin(string? recommendation, int? position) =>
        position is >= 1 and <= InteractionRules.MaxPosition && Identifier.Check("r", recommendation) is null
            ? new(new(recommendation!), position.Value)
            : null;
}
