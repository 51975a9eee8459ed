using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.UnitTests.Api;

public sealed class PageEndpointTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Path = "/v1/stores/shop/customers/c-17/page";

    [Fact]
    public async Task Answers_each_slot_in_the_order_asked_for()
    {
        var answer = await server.Send("POST", Path, """
            { "slots": [ { "slot": "hero", "list": "ForYou", "count": 2 },
                         { "slot": "row", "list": "Popular", "category": "tea" } ] }
            """);

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            """
            {"customer":"c-17","profileVersion":42,"modelVersion":3,"catalogVersion":118,"slots":[{"slot":"hero","list":"ForYou","recommendationId":"r-1","tier":"personal","products":[{"product":"2 of ","position":1,"score":0.5}]},{"slot":"row","list":"Popular","recommendationId":"r-2","tier":null,"products":[{"product":"10 of tea","position":1,"score":0.5}]}]}
            """,
            answer.Text);
    }

    [Fact]
    public async Task Hands_every_member_on()
    {
        await server.Send("POST", Path, """
            { "slots": [ { "slot": "beside", "list": "BoughtTogether", "count": 3, "category": "tea", "brand": "b",
                           "minPrice": 1.5, "maxPrice": 9, "products": [ "p", "q" ] } ],
              "exclude": [ "a", "b" ], "context": { "region": "DE" }, "leastProfileVersion": 7 }
            """);

        var asked = ((InMemoryRecommendations)server.Cluster.GetGrain<IRecommendationGrain>(
            RetailGrains.CustomerKey(new("shop"), new("c-17")))).LastPage!;
        var slot = asked.Slots.Single();
        Assert.Equal((PageList.BoughtTogether, 3, "tea", "b"), (slot.List, slot.Count, slot.Category, slot.Brand));
        Assert.Equal((1.5m, 9m), (slot.MinPrice, slot.MaxPrice));
        Assert.Equal(["p", "q"], slot.Products.Select(product => product.Value));
        Assert.Equal(["a", "b"], asked.Exclude.Select(product => product.Value));
        Assert.Equal("DE", asked.Context["region"]);
        Assert.Equal(7, asked.LeastProfileVersion);
    }

    [Theory]
    [InlineData("{}", "slots", "has 0 slots; from 1 to 20 are allowed")]
    [InlineData("""{ "slots": [ null ] }""", "slots[0]", "is required")]
    [InlineData("""{ "slots": [ { "slot": "a" } ] }""", "slots[0].list", "is required")]
    [InlineData("""{ "slots": [ { "list": "ForYou" } ] }""", "slots[0].slot", "is required")]
    [InlineData("""{ "slots": [ { "slot": "a", "list": "ForUs" } ] }""", "slots[0].list", "must be one of")]
    [InlineData("""{ "slots": [ { "slot": "a", "list": "ForYou", "count": 101 } ] }""", "slots[0].count", "must be from 1 to 100")]
    [InlineData("""{ "slots": [ { "slot": "a", "list": "ForYou", "products": [ "p" ] } ] }""", "slots[0].products", "has 1 products; the list ForYou is about none")]
    [InlineData("""{ "slots": [ { "slot": "a", "list": "Similar" } ] }""", "slots[0].products", "has 0 products; the list Similar is about 1")]
    [InlineData("""{ "slots": [ { "slot": "a", "list": "BoughtTogether" } ] }""", "slots[0].products", "has 0 products; the list BoughtTogether is about 1 to 100")]
    [InlineData("""{ "slots": [ { "slot": "a", "list": "Similar", "products": [ "" ] } ] }""", "slots[0].products[0]", "is required")]
    [InlineData("""{ "slots": [ { "slot": "a", "list": "ForYou" }, { "slot": "a", "list": "Popular" } ] }""", "slots[1].slot", "is the name of another slot")]
    [InlineData("""{ "slots": [ { "slot": "a", "list": "ForYou", "minPrice": 2, "maxPrice": 1 } ] }""", "slots[0].minPrice", "must not be above maxPrice")]
    [InlineData("""{ "slots": [ { "slot": "a", "list": "ForYou" } ], "exclude": [ "p", "" ] }""", "exclude[1]", "is required")]
    [InlineData("""{ "slots": [ { "slot": "a", "list": "ForYou" } ], "leastProfileVersion": -1 }""", "leastProfileVersion", "must be 0 or more")]
    [InlineData("""{ "slots": [ { "slot": "a", "list": "ForYou" } ], "context": { "slot": "x" } }""", "context", "may not hold 'slot'")]
    public async Task Names_what_is_wrong_with_a_page(string body, string field, string reason)
    {
        var answer = await server.Send("POST", Path, body);

        Assert.Equal(400, answer.Status);
        Assert.Contains(reason, answer.Errors[field], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_has_twenty_slots_and_five_hundred_products_and_no_more()
    {
        var twenty = await Ask(slots: 20, count: 25);
        var tooMany = await Ask(slots: 20, count: 26);
        var tooWide = await Ask(slots: 21, count: 1);

        Assert.Equal(200, twenty.Status);
        Assert.Equal("have 520 products in all; at most 500 are allowed", tooMany.Errors["slots"]);
        Assert.Equal("has 21 slots; from 1 to 20 are allowed", tooWide.Errors["slots"]);

        Task<ApiAnswer> Ask(int slots, int count) => server.Send("POST", Path, $$"""
            { "slots": [ {{string.Join(',', Enumerable.Range(1, slots).Select(
                at => $$"""{ "slot": "s{{at}}", "list": "Popular", "count": {{count}} }"""))}} ] }
            """);
    }
}
