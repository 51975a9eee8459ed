namespace SmartRetail.UnitTests.Api;

/// <summary>Changes that name only what changes.</summary>
public sealed class ProductPatchTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Products = "/v1/stores/shop/products";

    [Fact]
    public async Task What_is_left_out_stays_and_null_takes_away()
    {
        await Put("jug", """{ "title": "Jug", "category": "c", "brand": "B", "price": 4, "stock": 3, "attributes": { "a": "1", "b": "2" } }""");

        var changed = await Patch("jug", """{ "price": 5, "brand": null, "attributes": { "a": null, "c": "3" } }""");
        var found = await server.Send("GET", $"{Products}/jug");

        Assert.Equal(1, (int?)changed.Json["products"]);
        Assert.Equal(
            """
            {"id":"jug","title":"Jug","category":"c","brand":null,"price":5,"available":true,"stock":3,"firstSoldAt":null,"lastSoldAt":null,"attributes":{"b":"2","c":"3"}}
            """,
            found.Text);
    }

    [Fact]
    public async Task Null_takes_all_attributes_away_and_ends_the_tracking_of_stock()
    {
        await Put("vase", """{ "title": "Vase", "category": "c", "price": 4, "stock": 3, "attributes": { "a": "1" } }""");

        await Patch("vase", """{ "stock": null, "attributes": null }""");
        var found = await server.Send("GET", $"{Products}/vase");

        Assert.Null(found.Json["stock"]);
        Assert.Empty(found.Json["attributes"]!.AsObject());
    }

    [Theory]
    [InlineData("""{ "price": null }""", "price", "cannot be taken away")]
    [InlineData("""{ "title": "" }""", "title", "is required")]
    [InlineData("""{ "stock": -1 }""", "stock", "must be 0 or more")]
    [InlineData("""{ "attributes": { "a": "" } }""", "attributes.a", "is required")]
    [InlineData("""{ "id": "other" }""", "id", "must be the id in the path, or be left out")]
    [InlineData("""{ "colour": 1 }""", "colour", "is not a known field")]
    [InlineData("""{ "available": "no" }""", "available", "must be true or false")]
    public async Task Names_the_field_and_what_is_allowed(string patch, string field, string reason)
    {
        var answer = await Patch("jug", patch);

        Assert.Equal(400, answer.Status);
        Assert.StartsWith(reason, answer.Errors[field], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_product_that_is_not_there_cannot_be_changed()
    {
        var answer = await Patch("unheard-of", """{ "price": 5 }""");

        Assert.Equal((404, "/problems/unknown-product"), (answer.Status, (string?)answer.Json["type"]));
    }

    [Fact]
    public async Task Many_products_are_changed_or_none()
    {
        await Put("cup", """{ "title": "Cup", "category": "c", "price": 4 }""");

        var refused = await server.Send(
            "PATCH", Products, """{ "products": [ { "id": "cup", "price": 9 }, { "id": "unheard-of", "price": 9 }, null ] }""");
        var unknown = await server.Send(
            "PATCH", Products, """{ "products": [ { "id": "cup", "price": 9 }, { "id": "unheard-of", "price": 9 } ] }""");
        var before = await server.Send("GET", $"{Products}/cup");
        var changed = await server.Send("PATCH", Products, """{ "products": [ { "id": "cup", "price": 9 } ] }""");
        var after = await server.Send("GET", $"{Products}/cup");

        Assert.Equal("must be an object", refused.Errors["products[2]"]);
        Assert.Equal("is not in the catalog", unknown.Errors["products[1].id"]);
        Assert.Equal((4, 9), ((int?)before.Json["price"], (int?)after.Json["price"]));
        Assert.Equal(1, (int?)changed.Json["products"]);
    }

    [Theory]
    [InlineData("""{ "products": [ { "price": 1 } ] }""", "products[0].id", "is required")]
    [InlineData("""{ "products": [ { "id": "a" }, { "id": "a" } ] }""", "products[1].id", "is the id of an earlier product in the batch")]
    [InlineData("""{ "products": [] }""", "products", "has 0 products; from 1 to 1000 are allowed")]
    [InlineData("""{ "products": [ { "id": "a", "title": null } ] }""", "products[0].title", "cannot be taken away")]
    public async Task Names_the_row_of_many(string patch, string field, string reason)
    {
        var answer = await server.Send("PATCH", Products, patch);

        Assert.Equal(reason, answer.Errors[field]);
    }

    private Task<ApiAnswer> Put(string product, string json) => server.Send("PUT", $"{Products}/{product}", json);

    private Task<ApiAnswer> Patch(string product, string json) => server.Send("PATCH", $"{Products}/{product}", json);
}
