using SmartRetail.Recommender.Attribution;
using SmartRetail.Storage.Attribution;

namespace SmartRetail.Storage.Sealing;

/// <summary>The columns of an impression that tell about a person: JSON each, <see cref="ImpressionJson"/> and <see cref="OriginJson"/>.</summary>
internal sealed record ListFields(string Products, string? Propensities, string? Explored, string? Origin)
{
    /// <summary>What the columns of a sealed row have. It is no JSON, so that nothing can read it as an empty list.</summary>
    public static readonly ListFields Sealed = new("", null, null, null);

    public static ListFields Of(Impression impression) => new(
        ImpressionJson.Products(impression),
        ImpressionJson.Propensities(impression),
        ImpressionJson.Explored(impression),
        OriginJson.Write(impression.Origin));

    public Impression AddTo(Impression impression) => impression with
    {
        Products = ImpressionJson.ReadShown(Products, Propensities, Explored),
        Origin = OriginJson.Read(Origin),
    };
}
