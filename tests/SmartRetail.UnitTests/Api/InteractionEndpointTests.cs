using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Customers;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.UnitTests.Api;

public sealed class InteractionEndpointTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Path = "/v1/stores/shop/interactions";

    private readonly string _customer = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Answers_what_was_new_and_each_customers_version()
    {
        var first = await Post($"{View("e-1", _customer)}, {View("e-2", _customer)}, {View("e-1", _customer + "b")}");
        var again = await Post($"{View("e-2", _customer)}, {View("e-3", _customer)}");

        Assert.Equal(200, first.Status);
        Assert.Equal(
            $$$"""{"accepted":3,"duplicates":0,"profiles":{"{{{_customer}}}":2,"{{{_customer}}}b":1}}""", first.Text);
        Assert.Equal($$$"""{"accepted":1,"duplicates":1,"profiles":{"{{{_customer}}}":3}}""", again.Text);
    }

    [Fact]
    public async Task Records_a_single_interaction()
    {
        var answer = await server.Send("POST", Path, View("e-1", _customer));

        Assert.Equal($$$"""{"accepted":1,"duplicates":0,"profiles":{"{{{_customer}}}":1}}""", answer.Text);
    }

    [Fact]
    public async Task Refuses_a_batch_whole_and_names_the_field()
    {
        var bad = """{ "id": "e-2", "customer": "c", "kind": "View", "product": "p", "price": -1 }""";

        var answer = await Post($"{View("e-1", _customer)}, {bad}");

        Assert.Equal(400, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Equal("must be from 0 to 1000000000", answer.Errors["interactions[1].price"]);
        Assert.Equal(
            "interactions[1].price: must be from 0 to 1000000000.", (string?)answer.Json["detail"]);
        Assert.Empty(RecordedOf(_customer));
    }

    [Fact]
    public async Task Answers_503_when_the_log_takes_no_more_and_says_what_was_recorded()
    {
        var answer = await Post($"{View("e-1", _customer)}, {View("e-1", "unlucky")}");

        Assert.Equal(503, answer.Status);
        Assert.Equal("7", answer.Headers["Retry-After"]);
        Assert.Equal("/problems/unavailable", (string?)answer.Json["type"]);
        Assert.Equal(1, (int?)answer.Json["outcome"]!["profiles"]![_customer]);
        Assert.Equal(1, (int?)answer.Json["outcome"]!["accepted"]);
    }

    [Fact]
    public async Task Keeps_one_customers_interactions_in_their_order_of_arrival()
    {
        var rows = Enumerable.Range(0, 200).Select(i => View($"e-{i:000}", $"{_customer}{i % 5}"));

        await Post(string.Join(',', rows));

        Assert.Equal(
            Enumerable.Range(0, 40).Select(i => $"e-{5 * i:000}"),
            RecordedOf(_customer + "0").Select(interaction => interaction.Id.Value));
    }

    private Task<ApiAnswer> Post(string rows) => server.Send("POST", Path, $$"""{ "interactions": [ {{rows}} ] }""");

    private ImmutableArray<Interaction> RecordedOf(string customer) =>
        ((InMemoryCustomer)server.Cluster.GetGrain<ICustomerGrain>(
            RetailGrains.CustomerKey(new("shop"), new(customer)))).Recorded;

    private static string View(string id, string customer) =>
        $$"""{ "id": "{{id}}", "customer": "{{customer}}", "kind": "View", "product": "teapot" }""";
}
