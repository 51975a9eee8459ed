using Parquet;
using Parquet.Schema;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Imports;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Storage.Import;

namespace SmartRetail.UnitTests.Storage.Import;

public sealed class ParquetTests : IDisposable
{
    private static readonly DateTime Time = new(2026, 2, 28, 22, 59, 59, 500, DateTimeKind.Utc);
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder.Path, "rows.parquet");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reads_every_type_of_column_over_several_row_groups()
    {
        var customer = new DataField<string>("customer");
        var kind = new DataField<string>("kind");
        var product = new DataField<string>("product");
        var at = new DataField<DateTime>("occurredAt");
        var quantity = new DataField<int?>("quantity");
        var price = new DataField<decimal?>("price");
        var rating = new DataField<double?>("rating");
        await Write(new(customer, kind, product, at, quantity, price, rating), groups: 2, async group =>
        {
            await group.WriteAsync(customer, ["anna", "bob"]);
            await group.WriteAsync(kind, ["Purchase", "Rate"]);
            await group.WriteAsync(product, ["teapot", "cup"]);
            await group.WriteAsync<DateTime>(at, new[] { Time, Time.AddDays(1) }, null, null, Cancellation);
            await group.WriteAsync<int>(quantity, new int?[] { 2, null }, null, null, Cancellation);
            await group.WriteAsync<decimal>(price, new decimal?[] { 12.34m, null }, null, null, Cancellation);
            await group.WriteAsync<double>(rating, new double?[] { null, 4.5 }, null, null, Cancellation);
        });

        var read = await ReadInteractions();

        Assert.Equal(4, read.Count);
        Assert.Equal(InteractionKind.Purchase, read[0].Kind);
        Assert.Equal(new DateTimeOffset(Time), read[0].OccurredAt);
        Assert.Equal((2, 12.34m, null), (read[0].Quantity, read[0].Price, read[0].Rating));
        Assert.Equal((1, null, 4.5), (read[3].Quantity, read[3].Price, read[3].Rating));
        Assert.Equal("cup", read[3].Product!.Value.Value);
    }

    [Fact]
    public async Task Reads_products_with_their_attributes()
    {
        DataField<string>[] fields = [new("id"), new("title"), new("category"), new("attributes.color")];
        var price = new DataField<double>("price");
        var available = new DataField<bool>("available");
        await Write(new([.. fields, price, available]), groups: 1, async group =>
        {
            foreach (var field in fields)
            {
                await group.WriteAsync(field, [field.Name == "category" ? "kitchen" : $"a {field.Name}"]);
            }

            await group.WriteAsync<double>(price, Enumerable.Repeat(2.5, 1).ToArray(), null, null, Cancellation);
            await group.WriteAsync<bool>(available, Enumerable.Repeat(false, 1).ToArray(), null, null, Cancellation);
        });

        var read = new List<Product>();
        await foreach (var product in ProductFile.ReadAsync(File, ImportFormats.OfFile(File)!.Value, Cancellation))
        {
            read.Add(product);
        }

        var only = Assert.Single(read);
        Assert.Equal(2.5m, only.Price);
        Assert.False(only.Available);
        Assert.Equal("a attributes.color", only.Attributes["color"]);
    }

    [Fact]
    public async Task Refuses_a_column_that_is_no_field()
    {
        var field = new DataField<string>("costumer");
        await Write(new(field), groups: 1, group => group.WriteAsync(field, ["anna"]));

        var error = await Assert.ThrowsAsync<InvalidDataException>(ReadInteractions);

        Assert.Contains("'costumer' is not one of: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customer,kind\nanna,View\n")]
    [InlineData("PAR1")]
    [InlineData("")]
    public async Task Refuses_what_is_not_parquet(string content)
    {
        await System.IO.File.WriteAllTextAsync(File, content, Cancellation);

        var error = await Assert.ThrowsAsync<InvalidDataException>(ReadInteractions);

        Assert.StartsWith("The file is not Parquet", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.csv", ImportFormat.Csv)]
    [InlineData("a.ndjson", ImportFormat.Jsonl)]
    [InlineData("a.JSONL.gz", ImportFormat.Jsonl)]
    [InlineData("a.parquet", ImportFormat.Parquet)]
    [InlineData("a.txt", null)]
    public void Knows_a_format_by_the_files_name(string name, ImportFormat? format) =>
        Assert.Equal(format, ImportFormats.OfFile(name));

    private async Task<List<Interaction>> ReadInteractions()
    {
        var read = new List<Interaction>();
        await foreach (var interaction in InteractionFile.ReadAsync(File, ImportFormat.Parquet, Cancellation))
        {
            read.Add(interaction);
        }

        return read;
    }

    private async Task Write(ParquetSchema schema, int groups, Func<ParquetRowGroupWriter, Task> rows)
    {
        await using var file = System.IO.File.Create(File);
        await using var writer = await ParquetWriter.CreateAsync(schema, file, cancellationToken: Cancellation);
        for (var number = 0; number < groups; number++)
        {
            using var group = writer.CreateRowGroup();
            await rows(group);
        }
    }
}
