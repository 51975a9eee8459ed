using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Imports;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Imports;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage;
using SmartRetail.Storage.Import;

namespace SmartRetail.UnitTests.Storage.Import;

/// <summary>The importer with a real database behind it.</summary>
public class ImporterTests : IAsyncLifetime
{
    private const string Header = "customer,kind,product,occurredAt,quantity,price\n";

    private static readonly StoreId Store = new("shop");

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private RetailStorage _storage = null!;
    private Importer _importer = null!;

    /// <summary>What personal fields are sealed with; null to seal nothing.</summary>
    protected virtual string? CustomerKeyFile => null;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await RetailStorage.OpenAsync(new() { DataFolder = _folder.Path, CustomerKeyFile = CustomerKeyFile }, _clock);
        _importer = new(_storage.Interactions, _storage.Catalog, _folder.Path, _clock);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await _storage.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Reads_every_field_of_a_csv_row()
    {
        await ImportCsv(
            "position;query;id;customer;kind;product;occurredAt;quantity;price;rating;session;recommendationId\n" +
            "3;\"tea; \"\"pot\"\"\";e-1;anna;rate;teapot;2026-02-28T23:59:59.5+01:00;2;12.340;4.5;s-1;r-1\n");

        Assert.Equal(FullInteraction, Assert.Single(await Logged()).Interaction);
    }

    [Fact]
    public async Task Reads_every_field_of_a_json_row()
    {
        await ImportJsonl(
            """
            {"id":"e-1","customer":"anna","kind":"Rate","product":"teapot","occurredAt":"2026-02-28T23:59:59.5+01:00","quantity":2,"price":12.340,"rating":4.5,"query":"tea; \"pot\"","session":"s-1","recommendationId":"r-1","position":3}
            """);

        Assert.Equal(FullInteraction, Assert.Single(await Logged()).Interaction);
    }

    [Fact]
    public async Task Reads_what_is_compressed_as_it_is()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Header + "anna,View,teapot,2026-01-01,,\n"), Cancellation);
        }

        packed.Position = 0;
        var report = await _importer.ImportInteractionsAsync(
            new(Store, ImportFormat.Csv, "a.csv.gz"), packed, cancellationToken: Cancellation);

        Assert.Equal(1, report.Accepted);
    }

    [Fact]
    public async Task Adds_nothing_when_rows_without_ids_are_imported_again()
    {
        const string Rows = Header +
            "anna,Purchase,teapot,2026-01-01T10:00Z,1,9.50\n" +
            "anna,Purchase,teapot,2026-01-01T10:00Z,1,9.5\n" +
            "anna,Purchase,teapot,2026-01-01T10:00Z,2,9.5\n" +
            "bert,Purchase,teapot,2026-01-01T10:00Z,1,9.5\n";

        var first = await ImportCsv(Rows);
        var again = await ImportCsv(Rows);

        Assert.Equal((4, 0), (first.Accepted, first.Duplicates));
        Assert.Equal((0, 4), (again.Accepted, again.Duplicates));
    }

    [Fact]
    public async Task Adds_only_the_rest_after_an_import_that_was_cut_short()
    {
        var rows = Enumerable.Range(0, 100).Select(i => $"c-{i % 7},View,p-{i % 3},2026-01-01T10:{i % 2:00}Z,1,\n").ToList();
        await ImportCsv(Header + string.Concat(rows.Take(40)));

        var whole = await ImportCsv(Header + string.Concat(rows));

        Assert.Equal((60, 40), (whole.Accepted, whole.Duplicates));
    }

    [Fact]
    public async Task Sets_bad_rows_aside_with_line_field_and_bound()
    {
        var report = await ImportCsv(
            Header +
            "anna,View,teapot,2026-01-01T10:00Z,1,\n" +
            "anna,Buy,teapot,2026-01-01T10:00Z,0,\n" +
            "anna,View\n" +
            "anna,View,teapot,2126-01-01T10:00Z,0,\n");
        var lines = await QuarantinedOf(report);

        Assert.Equal((1, 0, 3), (report.Accepted, report.Duplicates, report.Quarantined));
        Assert.Equal([3, 4, 5], lines.Select(line => line.GetProperty("line").GetInt32()));
        Assert.Equal(
            "kind must be one of: View, AddToCart, RemoveFromCart, Purchase, Return, Rate, Like, Dislike, Wish, Search",
            Reason(lines[0]));
        Assert.Equal("row has 2 columns; the header has 6", Reason(lines[1]));
        Assert.Equal(
            "quantity must be from 1 to 1000000 | occurredAt lies more than 10 minutes in the future", Reason(lines[2]));
        Assert.Equal("anna,Buy,teapot,2026-01-01T10:00Z,0,", lines[0].GetProperty("row").GetString());
    }

    [Fact]
    public async Task Sets_bad_json_lines_aside_and_reads_the_rest()
    {
        var report = await ImportJsonl(string.Join('\n', [
            """{"customer":"anna","kind":"View","product":"teapot","occurredAt":"2026-01-01"}""",
            """{"customer":"anna","kind":"View","product":"teapot","occuredAt":"2026-01-01"}""",
            "",
            """{"customer":""",
            $$"""{"customer":"{{new string('x', JsonlRowReader.MaxLineLength)}}"}""",
            """{"customer":"bert","kind":"View","product":"teapot","occurredAt":"2026-01-01"}""",
        ]));
        var lines = await QuarantinedOf(report);

        Assert.Equal(2, report.Accepted);
        Assert.Equal([2, 4, 5], lines.Select(line => line.GetProperty("line").GetInt32()));
        Assert.StartsWith("occuredAt is not one of", Reason(lines[0]), StringComparison.Ordinal);
        Assert.Equal("row has more than 65536 bytes", Reason(lines[2]));
    }

    [Theory]
    [InlineData("customer,kind,product,occuredAt\n", "occuredAt")]
    [InlineData("customer,kind,product\n", "occurredAt")]
    [InlineData("", "empty")]
    [InlineData("customer,kind,product,kind\n", "twice")]
    public async Task Refuses_a_file_whose_header_is_wrong_and_says_why(string content, string named)
    {
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => ImportCsv(content));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_file_with_a_row_that_has_no_end()
    {
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => ImportCsv(Header + '"' + new string('x', 17_000_000)));

        Assert.Contains("longer than can be read", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marks_what_it_brings_as_imported()
    {
        await ImportCsv(Header + "anna,View,teapot,2026-01-01,,\n");

        Assert.True(Assert.Single(await Logged()).IsImported);
    }

    [Fact]
    public async Task Says_how_far_it_is()
    {
        var progress = new RecordedProgress();
        var rows = string.Concat(Enumerable.Range(0, 1_500).Select(i => $"c-{i},View,teapot,2026-01-01,,\n"));
        var content = Encoding.UTF8.GetBytes(Header + rows);

        await _importer.ImportInteractionsAsync(
            new(Store, ImportFormat.Csv, "a.csv", content.Length), new MemoryStream(content), progress, Cancellation);

        Assert.Equal([1_000L, 1_500L], progress.Reports.Select(report => report.Rows));
        Assert.Equal(content.Length, progress.Reports[^1].Bytes);
        Assert.Equal(content.Length, progress.Reports[^1].TotalBytes);
    }

    [Fact]
    public async Task Brings_products_with_their_attributes_and_replaces_them()
    {
        const string Products = "id,title,category,price,available,attributes.colour\n";
        await ImportProducts(Products + "teapot,\"Teapot, large\",Kitchen,9.50,true,brown\ncup,Cup,,1,yes,\n");
        var report = await ImportProducts(Products + "teapot,Teapot,Kitchen,9.75,false,\n");

        var product = Assert.Single((await _storage.Catalog.LoadAsync(Store, Cancellation)).Products);

        Assert.Equal(1, report.Accepted);
        Assert.Equal(("Teapot", 9.75m, false), (product.Title, product.Price, product.Available));
        Assert.Empty(product.Attributes);
    }

    private static Interaction FullInteraction => new()
    {
        Id = new("e-1"),
        Customer = new("anna"),
        Kind = InteractionKind.Rate,
        Product = new("teapot"),
        OccurredAt = new(2026, 2, 28, 22, 59, 59, 500, TimeSpan.Zero),
        Quantity = 2,
        Price = 12.340m,
        Rating = 4.5,
        Query = "tea; \"pot\"",
        Session = "s-1",
        RecommendationId = new("r-1"),
        Position = 3,
    };

    private Task<ImportReport> ImportCsv(string content) => Import(ImportFormat.Csv, content);

    private Task<ImportReport> ImportJsonl(string content) => Import(ImportFormat.Jsonl, content);

    private Task<ImportReport> Import(ImportFormat format, string content) =>
        _importer.ImportInteractionsAsync(
            new(Store, format, "interactions"),
            new MemoryStream(Encoding.UTF8.GetBytes(content)),
            cancellationToken: Cancellation);

    private Task<ImportReport> ImportProducts(string content) =>
        _importer.ImportProductsAsync(
            new(Store, ImportFormat.Csv, "products"),
            new MemoryStream(Encoding.UTF8.GetBytes(content)),
            cancellationToken: Cancellation);

    private Task<IReadOnlyList<LoggedInteraction>> Logged() =>
        _storage.Interactions.ReadAsync(Store, 0, 10_000, Cancellation);

    private static async Task<List<JsonElement>> QuarantinedOf(ImportReport report) =>
        [.. (await File.ReadAllLinesAsync(report.QuarantineFile!, Cancellation))
            .Select(line => JsonDocument.Parse(line).RootElement)];

    private static string Reason(JsonElement line) => string.Join(" | ", line.GetProperty("errors").EnumerateArray()
        .Select(error => $"{error.GetProperty("field").GetString()} {error.GetProperty("reason").GetString()}"));

    private sealed class RecordedProgress : IProgress<ImportProgress>
    {
        public List<ImportProgress> Reports { get; } = [];

        public void Report(ImportProgress value) => Reports.Add(value);
    }
}
