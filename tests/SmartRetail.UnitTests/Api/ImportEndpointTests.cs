using System.Net.Http.Headers;
using SmartRetail.Contracts.Imports;

namespace SmartRetail.UnitTests.Api;

/// <summary>Each test has a server of its own, since a store has one import at a time.</summary>
public sealed class ImportEndpointTests : IAsyncLifetime
{
    private const string Products = "/v1/stores/shop/products/import";

    private readonly ApiServer _server = new();

    private InMemoryImports Imports => (InMemoryImports)_server.Cluster.GetGrain<IImportGrain>("shop");

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Takes_a_file_longer_than_any_other_body_and_hands_it_on_byte_by_byte()
    {
        var file = string.Concat(Enumerable.Range(0, 60_000).Select(number => $"p-{number},Product\n"));

        var answer = await Send(Products, file);

        Assert.Equal(200, answer.Status);
        Assert.Equal(file, Imports.Content);
        Assert.Equal((60_000, 60_000), ((int?)answer.Json["rows"], (int?)answer.Json["accepted"]));
    }

    [Theory]
    [InlineData("", ImportFormat.Csv, "upload")]
    [InlineData("?source=all.jsonl.gz", ImportFormat.Jsonl, "all.jsonl.gz")]
    [InlineData("?source=all.jsonl&format=parquet", ImportFormat.Parquet, "all.jsonl")]
    public async Task Takes_the_format_that_is_said_or_the_one_of_the_name(string query, ImportFormat format, string source)
    {
        await Send(Products + query, "x");

        Assert.Equal((format, source), (Imports.LastStart!.Format, Imports.LastStart.Source));
    }

    [Theory]
    [InlineData("?format=xml", "format", "must be one of: csv, jsonl, parquet")]
    [InlineData("?source=", "source", "must have from 1 to 128 characters")]
    public async Task Names_the_parameter_and_what_is_allowed(string query, string field, string reason)
    {
        var answer = await Send(Products + query, "x");

        Assert.Equal(400, answer.Status);
        Assert.Equal(reason, answer.Errors[field]);
    }

    [Theory]
    [InlineData(Products, ImportKind.Products)]
    [InlineData("/v1/stores/shop/interactions/import", ImportKind.Interactions)]
    public async Task Imports_what_the_path_says(string path, ImportKind kind)
    {
        await Send(path, "x");

        Assert.Equal(kind, Imports.LastStart!.Kind);
    }

    [Fact]
    public async Task Says_where_refused_rows_are_and_hands_them_out()
    {
        var answer = await Send(Products, "good\nbad 1\ngood\nbad 2\n");
        var import = (string?)answer.Json["import"];
        var known = await _server.Send("GET", $"/v1/stores/shop/imports/{import}");
        var refused = await _server.Send("GET", $"/v1/stores/shop/imports/{import}/refused");

        Assert.Equal(2, (int?)answer.Json["refused"]);
        Assert.Equal(2, (int?)answer.Json["firstRefused"]![0]!["line"]);
        Assert.Equal(answer.Text, known.Text);
        Assert.Equal(
            """
            {"line":2,"errors":[{"field":"price","reason":"is required"}],"row":"bad 1"}
            {"line":4,"errors":[{"field":"price","reason":"is required"}],"row":"bad 2"}

            """,
            refused.Text);
    }

    [Theory]
    [InlineData(ImportState.Unreadable, 400, "unreadable-file")]
    [InlineData(ImportState.Unavailable, 503, "timed-out")]
    [InlineData(ImportState.Cancelled, 409, "import-cancelled")]
    [InlineData(ImportState.Failed, 500, "internal")]
    public async Task Every_other_end_is_a_problem_of_its_own_kind(ImportState end, int status, string kind)
    {
        Imports.End = end;

        var answer = await Send(Products, "x");

        Assert.Equal(status, answer.Status);
        Assert.Equal($"/problems/{kind}", (string?)answer.Json["type"]);
    }

    [Fact]
    public async Task Refuses_a_second_import_and_one_that_it_does_not_know()
    {
        Imports.IsBusy = true;

        var second = await Send(Products, "x");
        var unknown = await _server.Send("GET", "/v1/stores/shop/imports/x");
        var unknownRows = await _server.Send("GET", "/v1/stores/shop/imports/x/refused");

        Assert.Equal("/problems/import-goes-on", (string?)second.Json["type"]);
        Assert.Equal("/problems/unknown-import", (string?)unknown.Json["type"]);
        Assert.Equal("/problems/unknown-import", (string?)unknownRows.Json["type"]);
    }

    private async Task<ApiAnswer> Send(string path, string content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiServer.DevelopmentKey);
        request.Content = new StringContent(content, MediaTypeHeaderValue.Parse("text/csv"));
        return await _server.Read(request);
    }
}
