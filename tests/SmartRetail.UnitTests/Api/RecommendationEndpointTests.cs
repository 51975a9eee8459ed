using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.UnitTests.Api;

public sealed class RecommendationEndpointTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Path = "/v1/stores/shop/customers/c-17/recommendations";

    [Fact]
    public async Task Answers_with_provenance_and_reasons()
    {
        var answer = await server.Send("GET", $"{Path}?explain=true");

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            """
            {"recommendationId":"r-1","customer":"c-17","profileVersion":42,"modelVersion":3,"catalogVersion":118,"tier":"personal","products":[{"product":"teapot","position":1,"score":0.93,"reasons":[{"product":"cup","kind":"AddToCart","contribution":0.4,"text":"Because you chose a cup"}]}],"next":"AYaSWeM","lacksReasons":false}
            """,
            answer.Text);
    }

    [Fact]
    public async Task Hands_every_parameter_on()
    {
        await server.Send(
            "GET",
            "/v1/stores/shop/customers/everything/recommendations"
            + "?count=7&slot=home&category=tea&minPrice=1.5&maxPrice=9&exclude=a,b&exclude=c&explain=true");

        var asked = LastRequest("everything");
        Assert.Equal(7, asked.Count);
        Assert.Equal("home", asked.Slot);
        Assert.Equal("tea", asked.Category);
        Assert.Equal(1.5m, asked.MinPrice);
        Assert.Equal(9m, asked.MaxPrice);
        Assert.Equal(["a", "b", "c"], asked.Exclude.Select(product => product.Value));
        Assert.True(asked.Explain);
    }

    [Fact]
    public async Task Asks_for_ten_products_without_reasons_when_nothing_is_said()
    {
        await server.Send("GET", "/v1/stores/shop/customers/nothing/recommendations");

        Assert.Equal(10, LastRequest("nothing").Count);
        Assert.False(LastRequest("nothing").Explain);
    }

    [Fact]
    public async Task Asks_for_what_this_entrance_has_acknowledged_and_for_what_the_caller_knows()
    {
        await server.Send("POST", "/v1/stores/shop/interactions", """
            { "interactions": [ { "customer": "actor", "kind": "View", "product": "teapot" } ] }
            """);

        await server.Send("GET", "/v1/stores/shop/customers/actor/recommendations");
        var acknowledged = LastRequest("actor").LeastProfileVersion;
        await server.Send("GET", "/v1/stores/shop/customers/actor/recommendations?leastProfileVersion=9");
        var known = LastRequest("actor").LeastProfileVersion;
        await server.Send("GET", "/v1/stores/shop/customers/somebody/recommendations");

        Assert.Equal((1, 9), (acknowledged, known));
        Assert.Equal(0, LastRequest("somebody").LeastProfileVersion);
    }

    [Theory]
    [InlineData("leastProfileVersion=-1", "leastProfileVersion", "must be 0 or more")]
    [InlineData("leastProfileVersion=new", "leastProfileVersion", "must be a whole number")]
    [InlineData("count=0", "count", "must be from 1 to 100")]
    [InlineData("count=101", "count", "must be from 1 to 100")]
    [InlineData("count=ten", "count", "must be a whole number")]
    [InlineData("count=1.5", "count", "must be a whole number")]
    [InlineData("count=99999999999", "count", "must be a whole number")]
    [InlineData("count=", "count", "must be a whole number")]
    [InlineData("count=1&count=2", "count", "must be given once")]
    [InlineData("minPrice=-1", "minPrice", "must be 0 or more")]
    [InlineData("maxPrice=-1", "maxPrice", "must be 0 or more")]
    [InlineData("minPrice=2&maxPrice=1", "minPrice", "must not be above maxPrice")]
    [InlineData("minPrice=NaN", "minPrice", "must be a decimal number")]
    [InlineData("maxPrice=1,000", "maxPrice", "must be a decimal number")]
    [InlineData("explain=yes", "explain", "must be true or false")]
    [InlineData("after=", "after", "is not what an answer had as next")]
    [InlineData("after=r-1", "after", "is not what an answer had as next")]
    [InlineData("after=AYm7cQ", "after", "is not what an answer had as next")]
    [InlineData("after=%09", "after", "is not what an answer had as next")]
    [InlineData("category=", "category", "is required")]
    [InlineData("slot=%07", "slot", "holds a control character")]
    [InlineData("exclude=%07", "exclude", "holds a control character")]
    [InlineData("cuont=5", "cuont", "is not a known parameter; known are: after, brand, category, context, count, diversity")]
    public async Task Names_the_parameter_and_what_is_allowed(string query, string field, string reason)
    {
        var answer = await server.Send("GET", $"{Path}?{query}");

        Assert.Equal(400, answer.Status);
        Assert.Contains(reason, answer.Errors[field], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_the_next_page_as_the_answer_before_named_it()
    {
        var first = await server.Send("GET", "/v1/stores/shop/customers/pages/recommendations");
        await server.Send("GET", $"/v1/stores/shop/customers/pages/recommendations?after={first.Json["next"]}");

        Assert.True(LastRequest("pages").After!.Contains(new("teapot")));
        Assert.Equal(1, LastRequest("pages").After!.Count);
    }

    [Fact]
    public async Task Excludes_a_thousand_products_and_no_more()
    {
        var thousand = string.Join(',', Enumerable.Repeat("p", 1_000));

        var taken = await server.Send("GET", $"{Path}?exclude={thousand}");
        var refused = await server.Send("GET", $"{Path}?exclude={thousand},p");

        Assert.Equal(200, taken.Status);
        Assert.Equal("has 1001 products; at most 1000 are allowed", refused.Errors["exclude"]);
    }

    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("%C3%A9%20x", "é x")]
    [InlineData("a%25b", "a%b")]
    public async Task Gives_the_grain_the_customer_id_that_was_meant(string inPath, string customer)
    {
        var answer = await server.Send("GET", $"/v1/stores/shop/customers/{inPath}/recommendations");

        Assert.Equal(customer, (string?)answer.Json["customer"]);
    }

    [Fact]
    public async Task Refuses_a_customer_id_that_is_too_long()
    {
        var answer = await server.Send("GET", $"/v1/stores/shop/customers/{new string('c', 129)}/recommendations");

        Assert.Equal("has 129 characters; at most 128 are allowed", answer.Errors["customer"]);
    }

    [Fact]
    public async Task Lists_popular_and_similar_products_by_position()
    {
        var popular = await server.Send("GET", "/v1/stores/shop/popular?category=kitchen&count=2");
        var similar = await server.Send("GET", "/v1/stores/shop/products/teapot/similar");

        Assert.Equal(
            """[{"product":"cup","position":1,"score":2},{"product":"teapot","position":2,"score":1}]""",
            popular.Json["products"]!.ToJsonString());
        Assert.Equal(3, (int?)similar.Json["modelVersion"]);
    }

    [Fact]
    public async Task Lists_trending_products_with_what_put_each_there()
    {
        var trending = await server.Send("GET", "/v1/stores/shop/trending?category=kitchen&count=2");

        Assert.Equal(
            """[{"product":"cup","position":1,"score":2.5,"basis":"trending"},{"product":"kitchen 2","position":2,"score":0.5,"basis":"popular"}]""",
            trending.Json["products"]!.ToJsonString());
    }

    [Fact]
    public async Task Lists_what_is_bought_with_a_product_or_a_basket()
    {
        var product = await server.Send("GET", "/v1/stores/shop/products/teapot/bought-together?count=3");
        var unknown = await server.Send("GET", "/v1/stores/shop/products/nothing/bought-together");
        var basket = await server.Send(
            "POST", "/v1/stores/shop/baskets/bought-together", """{ "products": [ "a", "b" ] }""");

        Assert.Equal(
            """[{"product":"cup 3","position":1,"score":0.25,"basis":"boughtTogether"}]""",
            product.Json["products"]!.ToJsonString());
        Assert.Equal(404, unknown.Status);
        Assert.Equal(
            """{"catalogVersion":1,"modelVersion":null,"products":[{"product":"10 with a+b","position":1,"score":0.5,"basis":"similar"}]}""",
            basket.Text);
    }

    [Theory]
    [InlineData("{}", "products", "has 0 products; from 1 to 100 are allowed")]
    [InlineData("""{ "products": [] }""", "products", "has 0 products; from 1 to 100 are allowed")]
    [InlineData("""{ "products": [ "a", "" ] }""", "products[1]", "is required")]
    [InlineData("""{ "products": [ null ] }""", "products[0]", "is required")]
    [InlineData("""{ "products": [ "a" ], "count": 101 }""", "count", "must be from 1 to 100")]
    [InlineData("""{ "products": [ "a" ], "count": 0 }""", "count", "must be from 1 to 100")]
    [InlineData("""{ "products": [ "a" ], "cuont": 1 }""", "cuont", "is not a known field")]
    public async Task Names_what_is_wrong_with_a_basket(string body, string field, string reason)
    {
        var answer = await server.Send("POST", "/v1/stores/shop/baskets/bought-together", body);

        Assert.Equal(400, answer.Status);
        Assert.Contains(reason, answer.Errors[field], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_when_each_product_to_buy_again_was_bought_and_is_due()
    {
        var answer = await server.Send("GET", "/v1/stores/shop/customers/again/buy-again?count=7");

        Assert.Equal(
            """{"customer":"again","profileVersion":0,"catalogVersion":118,"products":[{"product":"teapot","position":1,"score":0.5,"times":7,"lastBoughtAt":"1970-01-01T00:00:00.0000000Z","dueAt":"1970-01-31T00:00:00.0000000Z"}]}""",
            answer.Text);
    }

    [Fact]
    public async Task Ranks_given_products()
    {
        var plain = await server.Send("POST", "/v1/stores/shop/customers/c/rank", """{ "products": [ "a", "b" ] }""");
        var full = await server.Send(
            "POST", "/v1/stores/shop/customers/c/rank", """{ "products": [ "a" ], "slot": "search", "drop": true }""");

        Assert.Equal(
            """{"recommendationId":"r-2","customer":"c","profileVersion":42,"modelVersion":3,"catalogVersion":118,"tier":"session","products":[{"product":"b","position":1,"score":0.5,"available":true}],"unknown":["no slot"]}""",
            plain.Text);
        Assert.Equal("search", (string?)full.Json["unknown"]![0]);
        Assert.False((bool?)full.Json["products"]![0]!["available"]);
    }

    [Theory]
    [InlineData("{}", "products", "has 0 products; from 1 to 1000 are allowed")]
    [InlineData("""{ "products": [ "" ], "slot": "" }""", "slot", "is required")]
    [InlineData("""{ "products": [ "", "a" ] }""", "products[0]", "is required")]
    [InlineData("""{ "products": [ "a" ], "drop": 1 }""", "drop", "must be")]
    public async Task Names_what_is_wrong_with_products_to_rank(string body, string field, string reason)
    {
        var answer = await server.Send("POST", "/v1/stores/shop/customers/c/rank", body);

        Assert.Equal(400, answer.Status);
        Assert.Contains(reason, answer.Errors[field], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ranks_a_thousand_products_and_no_more()
    {
        var thousand = string.Join(',', Enumerable.Repeat("\"p\"", 1_000));

        var taken = await Ask(thousand);
        var refused = await Ask(thousand + ",\"p\"");

        Assert.Equal(200, taken.Status);
        Assert.Equal("has 1001 products; from 1 to 1000 are allowed", refused.Errors["products"]);

        Task<ApiAnswer> Ask(string products) =>
            server.Send("POST", "/v1/stores/shop/customers/c/rank", $$"""{ "products": [ {{products}} ] }""");
    }

    [Fact]
    public async Task Takes_a_basket_of_a_hundred_products_and_no_more()
    {
        var hundred = string.Join(',', Enumerable.Repeat("\"p\"", 100));

        var taken = await Ask(hundred);
        var refused = await Ask(hundred + ",\"p\"");

        Assert.Equal(200, taken.Status);
        Assert.Equal("has 101 products; from 1 to 100 are allowed", refused.Errors["products"]);

        Task<ApiAnswer> Ask(string products) =>
            server.Send("POST", "/v1/stores/shop/baskets/bought-together", $$"""{ "products": [ {{products}} ] }""");
    }

    [Theory]
    [InlineData("popular")]
    [InlineData("trending")]
    public async Task Names_a_category_that_is_none(string list)
    {
        var answer = await server.Send("GET", $"/v1/stores/shop/{list}?category=%07");

        Assert.Equal(400, answer.Status);
        Assert.Equal("holds a control character", answer.Errors["category"]);
    }

    [Theory]
    [InlineData("popular?count=0")]
    [InlineData("popular?count=101")]
    [InlineData("trending?count=0")]
    [InlineData("trending?count=101")]
    [InlineData("products/teapot/bought-together?count=0")]
    [InlineData("products/teapot/bought-together?count=101")]
    [InlineData("products/teapot/similar?count=0")]
    [InlineData("products/teapot/similar?count=101")]
    [InlineData("customers/c/buy-again?count=0")]
    [InlineData("customers/c/buy-again?count=101")]
    [InlineData("customers/c/recently-viewed?count=0")]
    [InlineData("customers/c/recently-viewed?count=101")]
    public async Task Bounds_the_length_of_every_list(string resource)
    {
        var answer = await server.Send("GET", $"/v1/stores/shop/{resource}");

        Assert.Equal("must be from 1 to 100", answer.Errors["count"]);
    }

    [Fact]
    public async Task Knows_no_products_similar_to_one_that_does_not_exist()
    {
        var answer = await server.Send("GET", "/v1/stores/shop/products/nothing/similar");

        Assert.Equal(404, answer.Status);
        Assert.Equal("The catalog has no product 'nothing'.", (string?)answer.Json["detail"]);
    }

    [Fact]
    public async Task Shows_a_profile_in_which_not_a_number_is_null()
    {
        var profile = await server.Send("GET", "/v1/stores/shop/customers/c/profile");
        var viewed = await server.Send("GET", "/v1/stores/shop/customers/c/recently-viewed");

        Assert.Equal(200, profile.Status);
        Assert.Null(profile.Json["meanPrice"]);
        Assert.Equal("1970-01-01T00:00:00.0000000Z", (string?)profile.Json["firstSeenAt"]);
        Assert.Equal("View", (string?)profile.Json["recent"]![0]!["kind"]);
        Assert.Equal("""{"customer":"c","products":["teapot"]}""", viewed.Text);
    }

    private RecommendationRequest LastRequest(string customer) =>
        ((InMemoryRecommendations)server.Cluster.GetGrain<IRecommendationGrain>(
            RetailGrains.CustomerKey(new("shop"), new(customer)))).LastRequest!;
}
