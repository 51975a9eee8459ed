using System.Text.Json;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Recommendations;

/// <summary>
/// Writes a list as <see cref="RecommendationAnswer"/> is written, field by field: a kept list takes so little else that the
/// serializer, and the objects made for it, would be seen.
/// </summary>
internal static class RecommendationWriter
{
    private static readonly JsonEncodedText RecommendationId = NameOf(nameof(RecommendationAnswer.RecommendationId));
    private static readonly JsonEncodedText Customer = NameOf(nameof(RecommendationAnswer.Customer));
    private static readonly JsonEncodedText ProfileVersion = NameOf(nameof(RecommendationAnswer.ProfileVersion));
    private static readonly JsonEncodedText ModelVersion = NameOf(nameof(RecommendationAnswer.ModelVersion));
    private static readonly JsonEncodedText CatalogVersion = NameOf(nameof(RecommendationAnswer.CatalogVersion));
    private static readonly JsonEncodedText Tier = NameOf(nameof(RecommendationAnswer.Tier));
    private static readonly JsonEncodedText Products = NameOf(nameof(RecommendationAnswer.Products));
    private static readonly JsonEncodedText Next = NameOf(nameof(RecommendationAnswer.Next));
    private static readonly JsonEncodedText LacksReasons = NameOf(nameof(RecommendationAnswer.LacksReasons));
    private static readonly JsonEncodedText Product = NameOf(nameof(RecommendedProductAnswer.Product));
    private static readonly JsonEncodedText Position = NameOf(nameof(RecommendedProductAnswer.Position));
    private static readonly JsonEncodedText Score = NameOf(nameof(RecommendedProductAnswer.Score));
    private static readonly JsonEncodedText Reasons = NameOf(nameof(RecommendedProductAnswer.Reasons));

    public static void Write(Utf8JsonWriter writer, RecommendationList list)
    {
        writer.WriteStartObject();
        writer.WriteString(RecommendationId, list.RecommendationId.Value);
        writer.WriteString(Customer, list.Customer.Value);
        writer.WriteNumber(ProfileVersion, list.ProfileVersion);
        if (list.ModelVersion is { } model)
        {
            writer.WriteNumber(ModelVersion, model.Value);
        }
        else
        {
            writer.WriteNull(ModelVersion);
        }

        writer.WriteNumber(CatalogVersion, list.CatalogVersion);
        writer.WriteString(Tier, TierName.Of(list.Tier));
        writer.WriteStartArray(Products);
        foreach (var product in list.Products)
        {
            Write(writer, product);
        }

        writer.WriteEndArray();
        writer.WriteString(Next, list.Next?.ToText());
        writer.WriteBoolean(LacksReasons, list.LacksReasons);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RecommendedProduct product)
    {
        writer.WriteStartObject();
        writer.WriteString(Product, product.Product.Value);
        writer.WriteNumber(Position, product.Position);
        if (double.IsFinite(product.Score))
        {
            writer.WriteNumber(Score, product.Score);
        }
        else
        {
            writer.WriteNull(Score);
        }

        writer.WriteStartArray(Reasons);
        foreach (var reason in product.Reasons.IsDefault ? [] : product.Reasons)
        {
            JsonSerializer.Serialize(writer, ReasonAnswer.From(reason), ApiJson.Writing);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static JsonEncodedText NameOf(string property) => JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(property));
}
