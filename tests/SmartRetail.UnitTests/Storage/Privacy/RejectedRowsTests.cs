using System.Text;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Imports;
using SmartRetail.Storage;
using SmartRetail.Storage.Import;

namespace SmartRetail.UnitTests.Storage.Privacy;

public sealed class RejectedRowsTests : IAsyncLifetime
{
    private static readonly StoreId Store = new("shop");

    private readonly TemporaryFolder _folder = new();
    private RetailStorage _storage = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _storage = await RetailStorage.OpenAsync(new() { DataFolder = _folder.Path });

    public async ValueTask DisposeAsync()
    {
        await _storage.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Removes_the_rows_of_the_customer_and_keeps_all_others()
    {
        var file = await Reject(
            "customer,kind,product,occurredAt,price\n" +
            "c-1,View,c-12,2026-01-01,x\n" +
            "c-12,View,c-1,2026-01-01,x\n" +
            "c-1,View,p,2026-01-01,y\n");

        var erased = await _storage.RejectedRows.EraseAsync(Store, [new("c-1")], Cancellation);

        Assert.Equal(2, erased);
        Assert.Contains("c-12,View,c-1", Assert.Single(await File.ReadAllLinesAsync(file, Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_row_that_could_not_be_read_the_id_as_a_word_decides()
    {
        var file = await Reject(
            """
            {"customer":"c-1","kind":
            {"customer":"c-12","kind":
            """,
            ImportFormat.Jsonl);

        var erased = await _storage.RejectedRows.EraseAsync(Store, [new("c-1")], Cancellation);

        Assert.Equal(1, erased);
        Assert.Contains("c-12", Assert.Single(await File.ReadAllLinesAsync(file, Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Customers_who_leave_at_once_leave_nothing()
    {
        var customers = Enumerable.Range(0, 40).Select(number => new CustomerId($"c-{number}")).ToList();
        var file = await Reject(
            "customer,kind,product,occurredAt,price\n" +
            string.Concat(customers.Select(customer => $"{customer},View,p,2026-01-01,x\n")));

        var erased = await Task.WhenAll(customers.Select(
            customer => Task.Run(() => _storage.RejectedRows.EraseAsync(Store, [customer], Cancellation), Cancellation)));

        Assert.Equal(40, erased.Sum());
        Assert.Empty(await File.ReadAllLinesAsync(file, Cancellation));
    }

    [Fact]
    public async Task Leaves_another_stores_files_alone()
    {
        await Reject("customer,kind,product,occurredAt,price\nc-1,View,p,2026-01-01,x\n", store: new("shop-2"));

        Assert.Equal(0, await _storage.RejectedRows.EraseAsync(Store, [new("c-1")], Cancellation));
        Assert.Equal(1, await _storage.RejectedRows.EraseAsync(new("shop-2"), [new("c-1")], Cancellation));
    }

    private async Task<string> Reject(string rows, ImportFormat format = ImportFormat.Csv, StoreId? store = null)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(rows));
        var report = await new Importer(_storage.Interactions, _storage.Catalog, _folder.Path).ImportInteractionsAsync(
            new(store ?? Store, format, "rows"), content, cancellationToken: Cancellation);
        return report.QuarantineFile!;
    }
}
