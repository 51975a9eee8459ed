using SmartRetail.Contracts.Catalog;

namespace SmartRetail.UnitTests.Api;

public sealed class ProductEndpointTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Products = "/v1/stores/shop/products";

    private const string Removal = """{ "products": [ "gone-a", "unheard-of", "gone-b" ] }""";

    private static readonly string[] ValidMembers = ["\"title\": \"T\"", "\"category\": \"c\"", "\"price\": 1"];

    [Fact]
    public async Task Puts_gets_and_removes_a_product()
    {
        var put = await server.Send(
            "PUT",
            $"{Products}/mug",
            """{ "title": "Mug", "category": "kitchen", "price": 4.5, "stock": 3, "attributes": { "color": "red" } }""");
        var got = await server.Send("GET", $"{Products}/mug");
        var removed = await server.Send("DELETE", $"{Products}/mug");
        var gone = await server.Send("GET", $"{Products}/mug");
        var removedAgain = await server.Send("DELETE", $"{Products}/mug");

        Assert.Equal(1, (int?)put.Json["products"]);
        Assert.Equal(
            """
            {"id":"mug","title":"Mug","category":"kitchen","brand":null,"price":4.5,"available":true,"stock":3,"firstSoldAt":null,"lastSoldAt":null,"attributes":{"color":"red"}}
            """,
            got.Text);
        Assert.Equal((long)put.Json["catalogVersion"]! + 1, (long)removed.Json["catalogVersion"]!);
        Assert.Equal(404, gone.Status);
        Assert.Equal(404, removedAgain.Status);
    }

    [Fact]
    public async Task Puts_many_products_or_none()
    {
        var good = """{ "id": "bulk-a", "title": "A", "category": "c", "price": 1 }""";
        var bad = """{ "id": "bulk-a", "title": "", "category": "c" }""";

        var refused = await server.Send("PUT", Products, $$"""{ "products": [ {{good}}, {{bad}} ] }""");
        var missing = await server.Send("GET", $"{Products}/bulk-a");
        var taken = await server.Send("PUT", Products, $$"""{ "products": [ {{good}} ] }""");
        var found = await server.Send("GET", $"{Products}/bulk-a");

        Assert.Equal("is required", refused.Errors["products[1].title"]);
        Assert.Equal("is required", refused.Errors["products[1].price"]);
        Assert.Equal("is the id of an earlier product in the batch", refused.Errors["products[1].id"]);
        Assert.Equal(404, missing.Status);
        Assert.Equal(200, taken.Status);
        Assert.Equal("A", (string?)found.Json["title"]);
    }

    [Fact]
    public async Task Removes_many_products_and_passes_over_those_that_are_not_there()
    {
        await server.Send("PUT", $"{Products}/gone-a", $$"""{ {{string.Join(", ", ValidMembers)}} }""");
        await server.Send("PUT", $"{Products}/gone-b", $$"""{ {{string.Join(", ", ValidMembers)}} }""");

        var removed = await server.Send("DELETE", Products, Removal);
        var again = await server.Send("DELETE", Products, Removal);
        var missing = await server.Send("GET", $"{Products}/gone-b");

        Assert.Equal((2, 0), ((int)removed.Json["products"]!, (int)again.Json["products"]!));
        Assert.Equal((long)removed.Json["catalogVersion"]!, (long)again.Json["catalogVersion"]!);
        Assert.Equal(404, missing.Status);
    }

    [Theory]
    [InlineData("{}", "products", "has 0 products; from 1 to 1000 are allowed")]
    [InlineData("""{ "products": [ "a", "" ] }""", "products[1]", "is required")]
    [InlineData("""{ "products": [ "a", "b", "a" ] }""", "products[2]", "is the id of an earlier product in the batch")]
    [InlineData("""{ "products": [ { "id": "a" } ] }""", "products[0]", "must be text in quotes")]
    public async Task Removes_nothing_when_a_row_is_no_id(string removal, string field, string reason)
    {
        var answer = await server.Send("DELETE", Products, removal);

        Assert.Equal(400, answer.Status);
        Assert.Equal(reason, answer.Errors[field]);
    }

    [Theory]
    [InlineData("\"price\": -1", "price", "must be from 0 to 1000000000")]
    [InlineData("\"price\": null", "price", "is required")]
    [InlineData("\"title\": null", "title", "is required")]
    [InlineData("\"category\": \"\"", "category", "is required")]
    [InlineData("\"brand\": \"\"", "brand", "is required")]
    [InlineData("\"stock\": -1", "stock", "must be 0 or more")]
    [InlineData("\"available\": \"yes\"", "available", "must be true or false")]
    [InlineData("\"attributes\": { \"a\": null }", "attributes.a", "is required")]
    [InlineData("\"attributes\": { \"a\": 1 }", "attributes.a", "must be text in quotes")]
    [InlineData("\"attributes\": []", "attributes", "must be an object")]
    [InlineData("\"id\": \"other\"", "id", "must be the id in the path")]
    [InlineData("\"colour\": 1", "colour", "is not a known field")]
    public async Task Names_the_field_and_what_is_allowed(string member, string field, string reason)
    {
        var members = ValidMembers
            .Where(valid => !member.StartsWith(valid[..6], StringComparison.Ordinal))
            .Append(member);

        var answer = await server.Send("PUT", $"{Products}/p", $$"""{ {{string.Join(", ", members)}} }""");

        Assert.Equal(400, answer.Status);
        Assert.Contains(reason, answer.Errors[field], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_no_more_than_a_thousand_products_at_once()
    {
        var rows = Enumerable.Range(0, 1_001).Select(
            i => $$"""{ "id": "{{i}}", "title": "T", "category": "c", "price": 1 }""");

        var answer = await server.Send("PUT", Products, $$"""{ "products": [ {{string.Join(',', rows)}} ] }""");

        Assert.Equal("has 1001 products; from 1 to 1000 are allowed", answer.Errors["products"]);
    }

    [Fact]
    public async Task Hands_every_search_parameter_on()
    {
        await server.Send(
            "GET",
            $"{Products}?search=tea&category=kitchen&minPrice=1&maxPrice=2&offset=3&count=4&includeUnavailable=true");

        var expected = new ProductQuery
        {
            Text = "tea",
            Category = "kitchen",
            MinPrice = 1,
            MaxPrice = 2,
            Offset = 3,
            Count = 4,
            IncludeUnavailable = true,
        };
        Assert.Equal(expected, ((InMemoryStorefront)server.Cluster.GetGrain<IStorefrontGrain>("shop")).LastQuery);
    }

    [Theory]
    [InlineData("count=0", "count", "must be from 1 to 200")]
    [InlineData("count=201", "count", "must be from 1 to 200")]
    [InlineData("offset=-1", "offset", "must be from 0 to 1000000")]
    [InlineData("offset=1000001", "offset", "must be from 0 to 1000000")]
    [InlineData("minPrice=2&maxPrice=1", "minPrice", "must not be above maxPrice")]
    [InlineData("category=%01", "category", "holds a control character")]
    public async Task Bounds_the_search(string query, string field, string reason)
    {
        var answer = await server.Send("GET", $"{Products}?{query}");

        Assert.Equal(reason, answer.Errors[field]);
    }

    [Fact]
    public async Task Bounds_the_words_of_a_search()
    {
        var answer = await server.Send("GET", $"{Products}?search={new string('a', 257)}");

        Assert.Equal("has 257 characters; at most 256 are allowed", answer.Errors["search"]);
    }

    [Fact]
    public async Task Lists_the_categories()
    {
        var answer = await server.Send("GET", "/v1/stores/shop/categories");

        Assert.Equal(
            """{"categories":[{"category":"kitchen","products":2},{"category":"home","products":1}]}""", answer.Text);
    }
}
