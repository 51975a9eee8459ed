using System.Collections.Immutable;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Orleans.Runtime;
using SmartRetail.Client.Problems;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.UnitTests.Api;

/// <summary>How requests fail. Each test has a server of its own, since some break the cluster behind it.</summary>
public sealed class ProblemTests : IAsyncLifetime
{
    private static readonly int[] BareStatuses = [400, 404, 405, 413, 415, 500, 503];

    private readonly ApiServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("GET", "/v1/stores/nowhere/popular", 404, "unknown-store")]
    [InlineData("GET", "/v1/stores/shop/nothing", 404, "not-found")]
    [InlineData("GET", "/nothing", 404, "not-found")]
    [InlineData("GET", "/v1/stores/shop/interactions", 405, "method-not-allowed")]
    [InlineData("DELETE", "/v1/stores/shop/categories", 405, "method-not-allowed")]
    [InlineData("GET", "/v1/stores/Shop!/popular", 400, "invalid-request")]
    [InlineData("POST", "/v1/stores/shop/interactions", 415, "not-json")]
    public async Task Every_refusal_is_a_problem_of_its_own_kind(string method, string path, int status, string kind)
    {
        var answer = await _server.Send(method, path);

        Assert.Equal(status, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Equal($"/problems/{kind}", (string?)answer.Json["type"]);
        Assert.Equal(status, (int?)answer.Json["status"]);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.NotEmpty((string?)answer.Json["title"] ?? "");
        Assert.NotEmpty((string?)answer.Json["detail"] ?? "");
        Assert.NotEmpty((string?)answer.Json["traceId"] ?? "");
    }

    [Fact]
    public async Task Every_kind_of_problem_has_a_page_that_its_type_leads_to()
    {
        var silent = new List<string>();
        foreach (var problem in Everyone())
        {
            var page = await _server.Send("GET", $"/problems/{problem.Kind}", key: null);
            var known = ProblemKind.All.GetValueOrDefault(problem.Kind);
            if ((page.Status, page.MediaType, known?.Status) != (200, "text/html", problem.Status) || known?.Title != problem.Title)
            {
                silent.Add(problem.Kind);
            }
        }

        Assert.Empty(silent);
        Assert.Equal(404, (await _server.Send("GET", "/problems/nothing", key: null)).Status);
    }

    [Fact]
    public async Task Answers_a_request_that_is_cancelled_already_because_it_took_too_long()
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestAborted = new(canceled: true) };
        http.Response.Body = body;

        await new Problem(503, "timed-out", "Took too long", "No answer in time").ExecuteAsync(http);

        Assert.Equal(503, http.Response.StatusCode);
        Assert.Contains("timed-out", Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goes_on_with_the_callers_trace_where_the_request_has_none_of_its_own()
    {
        Assert.Null(Activity.Current);
        using var body = new MemoryStream();
        var http = new DefaultHttpContext();
        http.Request.Headers.TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        http.Response.Body = body;

        await new Problem(500, "internal", "Something went wrong", "A defect of ours.").ExecuteAsync(http);

        using var answer = JsonDocument.Parse(body.ToArray());
        Assert.Matches("^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$", answer.RootElement.GetProperty("traceId").GetString());
        Assert.Null(Activity.Current);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a trace")]
    public async Task Has_a_trace_of_its_own_where_nobody_has_begun_one(string header)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext();
        http.Request.Headers.TraceParent = header;
        http.Response.Body = body;

        await new Problem(500, "internal", "Something went wrong", "A defect of ours.").ExecuteAsync(http);

        using var answer = JsonDocument.Parse(body.ToArray());
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$", answer.RootElement.GetProperty("traceId").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_a_body_above_the_limit_with_413(bool declaresItsLength)
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{ "interactions": [ "{{new string('x', 256 * 1_024)}}" ] }""");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/stores/shop/interactions");
        request.Headers.Authorization = new("Bearer", ApiServer.DevelopmentKey);
        request.Content = declaresItsLength ? new ByteArrayContent(bytes) : new StreamContent(new Trickle(bytes));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var response = await _server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(StatusCodes.Status413PayloadTooLarge, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    public static TheoryData<Exception> Outages =>
    [
        new TimeoutException("no answer from 10.0.0.7"),
        new SiloUnavailableException("10.0.0.7 is gone"),
        (Exception)Activator.CreateInstance(
            typeof(OrleansMessageRejectionException),
            System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public,
            null,
            ["10.0.0.7 is full"],
            null)!,
    ];

    [Theory]
    [MemberData(nameof(Outages), DisableDiscoveryEnumeration = true)]
    public async Task Answers_503_while_the_cluster_cannot(Exception outage)
    {
        _server.Cluster.Failure = outage;

        var answer = await _server.Send("GET", "/v1/stores/shop/popular");

        Assert.Equal(503, answer.Status);
        Assert.Equal("2", answer.Headers["Retry-After"]);
        Assert.DoesNotContain("10.0.0.7", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_nothing_of_an_unexpected_error_but_its_trace_id()
    {
        _server.Cluster.Failure = new InvalidOperationException("the secret of 10.0.0.7");

        var answer = await _server.Send("GET", "/v1/stores/shop/popular");

        Assert.Equal(500, answer.Status);
        Assert.Equal("/problems/internal", (string?)answer.Json["type"]);
        Assert.DoesNotContain("10.0.0.7", answer.Text, StringComparison.Ordinal);
        Assert.NotEmpty((string?)answer.Json["traceId"] ?? "");
    }

    [Fact]
    public async Task Shows_a_browser_a_page_and_not_json()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nothing");
        request.Headers.Accept.ParseAdd("text/html,*/*;q=0.8");

        using var response = await _server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Lists_no_more_than_a_hundred_field_errors_but_counts_all()
    {
        var rows = Enumerable.Repeat("""{ "customer": "c", "kind": "View", "product": "p", "price": -1 }""", 150);

        var answer = await _server.Send(
            "POST", "/v1/stores/shop/interactions", $$"""{ "interactions": [ {{string.Join(',', rows)}} ] }""");

        Assert.Equal(100, answer.Errors.Count);
        Assert.StartsWith(
            "150 values are refused; the first: interactions[0].price", (string?)answer.Json["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_again_for_a_store_that_was_not_there()
    {
        await _server.Send("GET", "/v1/stores/nowhere/popular");
        await _server.Send("GET", "/v1/stores/nowhere/popular");

        Assert.Equal(2, ((InMemoryStorefront)_server.Cluster.GetGrain<IStorefrontGrain>("nowhere")).ExistsCalls);
    }

    /// <summary>A body whose length nobody knows before it ends.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    // Whatever the table can make: a kind that is added there and not to the catalog is found here.
    private static IEnumerable<Problem> Everyone() => typeof(ProblemTable).GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.ReturnType == typeof(Problem) && method.Name is not "For" and not "ForStatus")
        .Select(method => (Problem)method.Invoke(null, [.. method.GetParameters().Select(Sample)])!)
        .Concat(BareStatuses.Select(ProblemTable.ForStatus));

    private static object? Sample(ParameterInfo parameter) => parameter.ParameterType switch
    {
        { IsValueType: true } type when type == typeof(ImmutableArray<FieldError>) => ImmutableArray.Create(new FieldError("f", "r")),
        { IsValueType: true } type => Activator.CreateInstance(type),
        _ => "text",
    };
}
