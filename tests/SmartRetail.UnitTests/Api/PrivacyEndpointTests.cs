using System.Text.Json.Nodes;

namespace SmartRetail.UnitTests.Api;

public sealed class PrivacyEndpointTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Customer = "/v1/stores/shop/customers/c-20";

    [Fact]
    public async Task Who_said_nothing_agrees_and_can_say_otherwise()
    {
        var before = await server.Send("GET", Customer + "/consent");
        var changed = await server.Send("PUT", Customer + "/consent", """{ "personalise": false, "train": true }""");
        var after = await server.Send("GET", Customer + "/consent");

        Assert.Equal("""{"customer":"c-20","personalise":true,"train":true}""", before.Text);
        Assert.Equal("""{"customer":"c-20","personalise":false,"train":true}""", changed.Text);
        Assert.Equal(changed.Text, after.Text);
    }

    [Theory]
    [InlineData("""{ "train": true }""", "personalise", "is required")]
    [InlineData("""{ "personalise": true }""", "train", "is required")]
    public async Task Names_what_a_consent_lacks(string body, string field, string reason)
    {
        var answer = await server.Send("PUT", "/v1/stores/shop/customers/c-21/consent", body);

        Assert.Equal(400, answer.Status);
        Assert.Equal(reason, answer.Errors[field]);
    }

    [Fact]
    public async Task Exports_every_part_in_one_document()
    {
        var answer = await server.Send("GET", Customer + "/export");

        var document = JsonNode.Parse(answer.Text)!;
        Assert.Equal("c-20", (string?)document["customer"]);
        Assert.Equal(["e-1", "e-2"], document["interactions"]!.AsArray().Select(row => (string?)row!["id"]));
        Assert.Equal(["r-1", "r-2"], document["lists"]!.AsArray().Select(row => (string?)row!["recommendationId"]));
        Assert.NotNull(document["profile"]!["categories"]);
    }

    [Fact]
    public async Task Erases_and_answers_with_a_receipt_that_can_be_checked()
    {
        var receipt = JsonNode.Parse((await server.Send("DELETE", Customer)).Text)!;
        var path = "/v1/stores/shop/erasures/" + (string)receipt["erasure"]!;
        var own = JsonNode.Parse((await server.Send("GET", path + "?customer=c-20")).Text)!;
        var others = JsonNode.Parse((await server.Send("GET", path + "?customer=c-9")).Text)!;
        var alone = JsonNode.Parse((await server.Send("GET", path)).Text)!;

        Assert.Equal((3, 2), ((int)receipt["interactions"]!, (int)receipt["impressions"]!));
        Assert.Equal(receipt.ToJsonString(), own["receipt"]!.ToJsonString());
        Assert.Equal((true, 0), ((bool)own["ofCustomer"]!, (int)own["remaining"]!));
        Assert.False((bool)others["ofCustomer"]!);
        Assert.Null(alone["ofCustomer"]);
    }

    [Fact]
    public async Task Says_that_it_knows_no_such_receipt()
    {
        var answer = await server.Send("GET", "/v1/stores/shop/erasures/none");

        Assert.Equal(404, answer.Status);
    }
}
