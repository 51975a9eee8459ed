using System.Text;
using System.Text.Json;
using SmartRetail.Client.Recommendations;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.UnitTests.Api;

/// <summary>What is written by hand is what the API document describes.</summary>
public sealed class RecommendationWriterTests
{
    public static TheoryData<RecommendationList> Lists =>
    [
        new RecommendationList(new("r-1"), new("c-1"), 0, null, 0, RecommendationTier.Popular, []),
        new RecommendationList(
            new("r-2"),
            new("\u00e4 \"quoted\" <\u2028>"),
            long.MaxValue,
            new(3),
            118,
            RecommendationTier.Personal,
            [
                new(new("85123A"), 1, 0.93, default),
                new(new("\\\u0001\ud83d\ude00"), 2, 1, []),
                new(new("22423"), 3, double.Epsilon, [
                    new(new("p1"), InteractionKind.Purchase, 0.25, "Since you bought \"it\""),
                    new(null, null, 1, "Popular"),
                ]),
                new(new("1"), 4, -1.7976931348623157e308, default),
            ])
        {
            LacksReasons = true,
            Next = ListContinuation.After(null, [new("85123A")], 1),
        },
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public void Writes_each_field_as_the_serializer_would(RecommendationList list)
    {
        var text = Write(list);

        // A field too many is refused, one that is missing comes back as nothing.
        var answer = JsonSerializer.Deserialize<RecommendationAnswer>(text, ApiJson.Reading)!;

        Assert.Equal(JsonSerializer.Serialize(answer, ApiJson.Writing), text);
        Assert.Equal(
            (list.RecommendationId.Value, list.Customer.Value, list.ProfileVersion, list.ModelVersion?.Value, list.CatalogVersion),
            (answer.RecommendationId, answer.Customer, answer.ProfileVersion, answer.ModelVersion, answer.CatalogVersion));
        Assert.Equal((list.Next?.ToText(), list.LacksReasons), (answer.Next, answer.LacksReasons));
        Assert.Equal(
            list.Products.Select(product => (product.Product.Value, product.Position, product.Score)),
            answer.Products.Select(product => (product.Product, product.Position, product.Score)));
        Assert.Equal(
            list.Products.SelectMany(product => product.Reasons.IsDefault ? [] : product.Reasons).Select(reason => reason.Text),
            answer.Products.SelectMany(product => product.Reasons).Select(reason => reason.Text));
    }

    [Fact]
    public void A_score_that_is_no_number_is_null() => Assert.Contains(
        "\"score\":null",
        Write(new(new("r"), new("c"), 0, null, 0, RecommendationTier.Popular, [new(new("p"), 1, double.NaN, [])])),
        StringComparison.Ordinal);

    private static string Write(RecommendationList list)
    {
        using var written = new MemoryStream();
        using (var writer = new Utf8JsonWriter(written, new() { Encoder = ApiJson.Writing.Encoder }))
        {
            RecommendationWriter.Write(writer, list);
        }

        return Encoding.UTF8.GetString(written.ToArray());
    }
}
