using System.IO.Compression;
using System.Text.Json.Nodes;
using SmartRetail.Contracts.Interactions;
using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Clusters;
using SmartRetail.LoadTests.Ledgers;
using SmartRetail.LoadTests.Peers;
using SmartRetail.LoadTests.Shoppers;

namespace SmartRetail.UnitTests.Loads;

/// <summary>Shoppers at a Gorse server, as its API is documented.</summary>
public sealed class GorseCallsTests
{
    private const double Calls = 800;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_the_key_as_gorse_takes_it()
    {
        await using var server = await new GorseServer { ApiKey = "secret" }.StartAsync();
        await using var gorse = Connect(server, key: "secret");

        await gorse.CheckReadyAsync(Cancellation);

        Assert.Equal(["GET /api/health/ready", "GET /api/items?n=1&cursor="], server.Requests);
    }

    [Fact]
    public async Task Says_that_the_key_is_not_taken()
    {
        await using var server = await new GorseServer { ApiKey = "secret" }.StartAsync();
        await using var gorse = Connect(server, key: "other");

        var error = await Assert.ThrowsAsync<CannotStartException>(() => gorse.CheckReadyAsync(Cancellation));

        Assert.EndsWith("does not take the key: --key has to be its api_key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_nobody_is_there()
    {
        var server = await new GorseServer().StartAsync();
        await server.DisposeAsync();
        await using var gorse = Connect(server);

        var error = await Assert.ThrowsAsync<CannotStartException>(() => gorse.CheckReadyAsync(Cancellation));

        Assert.StartsWith($"Gorse at {server.Url} cannot be asked: GET api/health/ready: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_it_is_not_ready()
    {
        await using var server = await new GorseServer { IsReady = false }.StartAsync();
        await using var gorse = Connect(server);

        var error = await Assert.ThrowsAsync<CannotStartException>(() => gorse.CheckReadyAsync(Cancellation));

        Assert.EndsWith("was answered 503: data store is away", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_there_are_no_items()
    {
        await using var server = await new GorseServer().StartAsync();
        await using var gorse = Connect(server);

        var error = await Assert.ThrowsAsync<CannotStartException>(() => gorse.ProbeAsync(Cancellation));

        Assert.Contains("has no items", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_come_page_by_page_most_popular_first()
    {
        await using var server = await new GorseServer().StartAsync();
        await using var gorse = Connect(server);
        var items = Enumerable.Range(0, 450).Select(rank => new GorseItem($"i{999 - rank}", IsHidden: rank == 3, ["toys"], Comment: $"Toy {rank}"));
        await gorse.InsertItemsAsync(items, firstRank: 0, Cancellation);

        var (first, last) = (await gorse.ListProductsAsync(0, Cancellation), await gorse.ListProductsAsync(400, Cancellation));

        Assert.Equal(["i999", "i998", "i997", "i995"], first.Take(4).Select(product => product.Id));
        Assert.Equal(new StoreProduct("i999", "Toy 0", "toys", 0), first[0]);
        Assert.Equal((200, 49), (first.Count, last.Count));
        Assert.Empty(await gorse.ListProductsAsync(449, Cancellation));
        Assert.Equal(3, server.Requests.Count(request => request.StartsWith("GET /api/items?n=200&cursor=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Interactions_of_one_kind_with_one_product_add_up()
    {
        await using var server = await new GorseServer().StartAsync();
        await using var gorse = Connect(server);

        var answer = await gorse.RecordAsync(
            "c 1",
            [
                new(1, InteractionKind.View, "cup"), new(2, InteractionKind.View, "cup"), new(3, InteractionKind.AddToCart, "cup"),
                new(4, InteractionKind.Purchase, "cup"), new(5, InteractionKind.Return, "cup"),
            ],
            Cancellation);
        await gorse.RecordAsync("c 1", [new(6, InteractionKind.View, "cup")], Cancellation);

        Assert.Equal(5, answer.Accepted);
        Assert.Equal(3, server.Feedback[("view", "c 1", "cup")]);
        Assert.Equal(["add_to_cart", "purchase", "return", "view"], server.Feedback.Keys.Select(key => key.Type).Order());
        Assert.Equal(6, await gorse.GetVersionAsync("c 1", Cancellation));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", (string)server.Bodies[0][0]!["Timestamp"]!);
    }

    [Fact]
    public async Task An_acknowledgement_of_fewer_rows_is_one_of_fewer_interactions()
    {
        await using var server = await new GorseServer { TakesFewer = 1 }.StartAsync();
        await using var gorse = Connect(server);

        var answer = await gorse.RecordAsync("c-1", [new(1, InteractionKind.View, "cup"), new(2, InteractionKind.View, "pot")], Cancellation);

        Assert.Equal(1, answer.Accepted);
    }

    [Fact]
    public async Task Reads_each_list_where_gorse_has_it()
    {
        await using var server = await StartFilledAsync(new());
        await using var gorse = Connect(server);

        string[][] lists =
        [
            [.. (await gorse.RecommendAsync("c 1", 2, known: 7, Cancellation)).Products],
            [.. (await gorse.ListSimilarAsync("p1", 2, Cancellation)).Products],
            [.. (await gorse.ListPopularAsync(2, Cancellation)).Products],
            [.. (await gorse.SearchAsync("Product 7", 2, Cancellation)).Products],
        ];

        Assert.Equal([["p0", "p1"], ["p0", "p1"], ["p0", "p1"], ["p7"]], lists);
        Assert.Equal(
            ["GET /api/recommend/c%201?n=2", "GET /api/item/p1/neighbors?n=2", "GET /api/latest?n=2", "GET /api/items?n=2&q=Product%207"],
            server.Requests.TakeLast(4));
    }

    [Fact]
    public async Task Reads_popular_lists_from_a_recommender_that_is_named()
    {
        await using var server = await StartFilledAsync(new());
        await using var named = new GorseCalls(server.Url, key: null, popular: "most_bought", connections: 1);
        await using var wrong = new GorseCalls(server.Url, key: null, popular: "other", connections: 1);

        Assert.Equal(["p0"], (await named.ListPopularAsync(1, Cancellation)).Products);
        Assert.Empty((await wrong.ListPopularAsync(1, Cancellation)).Products);
    }

    [Theory]
    [InlineData(true, true, "BoughtTogether, Merge")]
    [InlineData(false, true, "Similar, BoughtTogether, Merge")]
    [InlineData(true, false, "BoughtTogether, Search, Merge")]
    public async Task What_is_not_there_is_not_asked_for(bool hasNeighbors, bool hasSearch, string missing)
    {
        await using var server = await StartFilledAsync(new() { HasNeighbors = hasNeighbors, HasSearch = hasSearch });
        await using var gorse = Connect(server);

        await gorse.ProbeAsync(Cancellation);

        Assert.Equal(missing, string.Join(", ", gorse.Gaps.Missing.Order()));
        Assert.False(gorse.Gaps.HasVersions);
        Assert.EndsWith(missing, gorse.Gaps.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sold_out_is_hidden()
    {
        await using var server = await StartFilledAsync(new());
        await using var gorse = Connect(server);
        var product = (await gorse.ListProductsAsync(0, Cancellation))[0];

        await gorse.PutStockAsync(product, stock: 0, Cancellation);
        var without = await gorse.ListPopularAsync(1, Cancellation);
        await gorse.PutStockAsync(product, stock: null, Cancellation);
        var with = await gorse.ListPopularAsync(1, Cancellation);

        Assert.Equal(["p1"], without.Products);
        Assert.Equal(["p0"], with.Products);
        Assert.Equal("""{"IsHidden":true}""", server.Bodies[^2].ToJsonString());
    }

    [Fact]
    public async Task Brings_a_shop_in_with_what_was_bought_there()
    {
        await using var server = await new GorseServer().StartAsync();
        await using var gorse = Connect(server);
        var folder = Directory.CreateTempSubdirectory("smartretail-gorse-").FullName;
        await WriteAsync(
            folder,
            "products.csv.gz",
            "id,title,category,price,available,firstSoldAt,lastSoldAt\ncup,\"Cup, blue\",Kitchen,1,true,2010-12-01T08:45Z,2011-01-01T00:00Z\npot,Pot,Kitchen,2,true,2010-12-02T08:45Z,\nold,Old,Kitchen,2,false,2010-12-02T08:45Z,\n");
        await WriteAsync(
            folder,
            "interactions.csv.gz",
            "customer,kind,product,occurredAt,quantity,price\nc1,Purchase,pot,2010-12-03T08:26Z,6,2\nc1,Purchase,pot,2010-12-04T08:26Z,6,2\nc2,Return,cup,2010-12-05T08:26Z,1,1\n");

        await GorseFill.RunAsync(gorse, folder, _ => { }, Cancellation);

        Assert.Equal(["pot", "cup"], (await gorse.ListProductsAsync(0, Cancellation)).Select(product => product.Id));
        Assert.Equal("Cup, blue", (string)server.Item("cup")["Comment"]!);
        Assert.Equal("2010-12-01T08:45:00Z", (string)server.Item("cup")["Timestamp"]!);
        Assert.True((bool)server.Item("old")["IsHidden"]!);
        Assert.Equal((2.0, 1.0), (server.Feedback[("purchase", "c1", "pot")], server.Feedback[("return", "c2", "cup")]));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Nothing_is_held_against_a_server_that_keeps_what_it_acknowledges()
    {
        var crowd = await ShopAsync(new());

        Assert.Equal(0, crowd.Breaches.Total);
        Assert.InRange(crowd.Ledger.Acknowledged, Calls / 10, Calls / 2);
        Assert.DoesNotContain(Enumerable.Range(0, crowd.Ledger.Customers), customer => crowd.Ledger[customer].HasMerged);
    }

    [Fact]
    public async Task A_server_that_loses_what_it_acknowledged_is_found_out()
    {
        var crowd = await ShopAsync(new() { Loses = true });

        Assert.InRange(crowd.Breaches[LedgerBreach.Lost], 3, 100);
    }

    [Fact]
    public async Task Feedback_that_is_sent_again_counts_twice_and_that_is_said()
    {
        var crowd = await ShopAsync(new() { LosesAnswers = true });

        Assert.InRange(crowd.Breaches[LedgerBreach.Doubled], 3, 100);
        Assert.Equal(0, crowd.Breaches[LedgerBreach.Lost]);
    }

    [Fact]
    public async Task What_nobody_looked_for_is_not_said_to_be_kept()
    {
        var crowd = await ShopAsync(new());

        var counts = crowd.Breaches.ToCounts(crowd.Calls.Gaps.Unchecked);

        Assert.Equal(["Lost", "Doubled", "SoldOut", "Repeated", "Wrong"], counts.Keys);
        Assert.Equal(0, crowd.Meter.Take().Tiers.Values.Sum());
    }

    private static GorseCalls Connect(GorseServer server, string? key = null) => new(server.Url, key, popular: null, connections: 16);

    private static async Task<GorseServer> StartFilledAsync(GorseServer server)
    {
        await server.StartAsync();
        await using var gorse = Connect(server);
        var items = Enumerable.Range(0, 50).Select(number => new GorseItem($"p{number}", Categories: [$"c{number % 5}"], Comment: $"Product {number}"));
        await gorse.InsertItemsAsync(items, firstRank: 0, Cancellation);
        return server;
    }

    private static async Task<Crowd> ShopAsync(GorseServer started)
    {
        await using var server = await StartFilledAsync(started);
        await using var gorse = Connect(server);
        await gorse.ProbeAsync(Cancellation);
        var crowd = await ShoppingCrowd.ShopAsync(gorse, Calls);
        await new ProfileAudit(crowd.Ledger, crowd.Breaches).RunAsync(gorse, Cancellation);
        return crowd;
    }

    private static async Task WriteAsync(string folder, string file, string text)
    {
        await using var writer = new StreamWriter(new GZipStream(File.Create(Path.Combine(folder, file)), CompressionMode.Compress));
        await writer.WriteAsync(text);
    }
}
