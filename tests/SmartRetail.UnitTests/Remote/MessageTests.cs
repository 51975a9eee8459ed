using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmartRetail.Remote;
using SmartRetail.UnitTests.Api;

namespace SmartRetail.UnitTests.Remote;

/// <summary>The client's types are its own; that they fit the server's is read from the API's document.</summary>
public sealed class MessageTests(ApiServer server) : IClassFixture<ApiServer>
{
    public static TheoryData<Type, string> Messages => new()
    {
        { typeof(Interaction), "InteractionBody" },
        { typeof(Recorded), "RecordedAnswer" },
        { typeof(RecommendationList), "RecommendationAnswer" },
        { typeof(RecommendedProduct), "RecommendedProductAnswer" },
        { typeof(Reason), "ReasonAnswer" },
        { typeof(RankedList), "RankAnswer" },
        { typeof(RankedProduct), "RankedProductAnswer" },
        { typeof(ProductList), "FilledListAnswer" },
        { typeof(ListedProduct), "FilledProductAnswer" },
        { typeof(Slot), "SlotBody" },
        { typeof(Page), "PageAnswer" },
        { typeof(FilledSlot), "SlotAnswer" },
        { typeof(Merge), "MergeAnswer" },
        { typeof(CustomerToken), "CustomerTokenAnswer" },
        { typeof(Consent), "ConsentAnswer" },
        { typeof(Erasure), "ErasureAnswer" },
        { typeof(Product), "ProductBody" },
        { typeof(ProductPage), "ProductPageAnswer" },
        { typeof(CatalogChange), "CatalogChangedAnswer" },
        { typeof(TrainingRun), "TrainingRunAnswer" },
        { typeof(ModelList), "ModelsAnswer" },
        { typeof(Model), "ModelAnswer" },
    };

    [Theory, MemberData(nameof(Messages))]
    public async Task A_message_has_only_members_that_the_api_has(Type message, string schema)
    {
        var document = await server.Send("GET", "/openapi/v1.json", key: null);
        var members = document.Json["components"]!["schemas"]![schema]!["properties"]!.AsObject().Select(member => member.Key);

        var names = message.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(NameOf);

        Assert.Empty(names.Except(members));
    }

    [Theory]
    [InlineData(typeof(InteractionKind), "InteractionKind")]
    [InlineData(typeof(PageList), "PageList")]
    public async Task A_choice_has_the_names_that_the_api_has(Type choice, string schema)
    {
        var document = await server.Send("GET", "/openapi/v1.json", key: null);

        var names = document.Json["components"]!["schemas"]![schema]!["enum"]!.AsArray().Select(name => (string)name!);

        Assert.Equal(names, Enum.GetNames(choice));
    }

    private static string NameOf(PropertyInfo member) =>
        member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(member.Name);
}
