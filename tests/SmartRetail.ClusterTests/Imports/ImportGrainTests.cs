using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Imports;
using SmartRetail.Grains.Replicas;

namespace SmartRetail.ClusterTests.Imports;

/// <summary>Each test imports into a store of its own, since a store has one import at a time.</summary>
public sealed class ImportGrainTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private const string Header = "id,title,category,price\n";

    private readonly StoreId _store = new($"import-{Guid.NewGuid():N}");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IImportGrain Imports => cluster.Grains.Imports(_store);

    [Fact]
    public async Task A_product_is_found_by_every_silo_once_its_import_is_completed()
    {
        var ended = await Import(ImportKind.Products, Header + "tea,Green tea,drinks,4.50\ncup,Cup,kitchen,12\n");

        Assert.Equal((ImportState.Completed, 2L, 2L, 0L), (ended.State, ended.Rows, ended.Accepted, ended.Refused));
        Assert.Equal(["Green tea", "Green tea"], await TitlesInEverySilo("tea"));
    }

    [Fact]
    public async Task A_chunk_whose_answer_was_lost_is_sent_again_and_counts_once()
    {
        var import = await Begin(ImportKind.Products);
        var chunk = Encoding.UTF8.GetBytes(Header + "tea,Green tea,drinks,4.50\n");

        await Imports.Write(import, 0, chunk, Cancellation);
        await Imports.Write(import, 0, chunk, Cancellation);
        var ended = await Complete(import);

        Assert.Equal((chunk.Length, 1L, 0L), (ended.Bytes, ended.Accepted, ended.Refused));
    }

    [Fact]
    public async Task A_chunk_is_taken_only_where_the_file_goes_on()
    {
        var import = await Begin(ImportKind.Products);

        var status = await Imports.Write(import, 5, "x"u8.ToArray(), Cancellation);

        Assert.Equal(0, status!.Bytes);
    }

    [Fact]
    public async Task A_store_has_one_import_at_a_time()
    {
        var import = await Begin(ImportKind.Products);

        var other = await Imports.Begin(Start(ImportId.New(), ImportKind.Interactions), Cancellation);
        var same = await Imports.Begin(Start(import, ImportKind.Products), Cancellation);

        Assert.Null(other);
        Assert.Equal(import, same!.Start.Import);
    }

    [Fact]
    public async Task Rows_that_break_a_bound_are_handed_out_in_parts_with_their_reasons()
    {
        var ended = await Import(ImportKind.Products, Header + "a,A,c,-1\nb,B,c,2\nc,,c,3\nd,D,c,much\n");

        var first = await Imports.ReadRefused(ended.Start.Import, 0, 2, Cancellation);
        var rest = await Imports.ReadRefused(ended.Start.Import, first!.Next!.Value, 2, Cancellation);

        Assert.Equal((1L, 3L), (ended.Accepted, ended.Refused));
        Assert.Equal([(2L, "price"), (4L, "title")], first.Rows.Select(row => (row.Line, row.Errors[0].Field)));
        Assert.Equal("d,D,c,much", Assert.Single(rest!.Rows).Row);
        Assert.Null(rest.Next);
    }

    [Fact]
    public async Task A_file_that_is_not_of_its_format_ends_with_what_is_wrong()
    {
        var ended = await Import(ImportKind.Products, "name;weight\ntea;3\n");

        Assert.Equal(ImportState.Unreadable, ended.State);
        Assert.Contains("id", ended.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_import_makes_room_for_the_next()
    {
        var import = await Begin(ImportKind.Products);

        var cancelled = await Imports.Cancel(import, Cancellation);
        var ended = await Import(ImportKind.Products, Header + "tea,Green tea,drinks,4.50\n");

        Assert.Equal(ImportState.Cancelled, cancelled!.State);
        Assert.Equal(ImportState.Completed, ended.State);
    }

    [Fact]
    public async Task An_import_that_the_silo_does_not_know_is_not_taken_for_another()
    {
        await Begin(ImportKind.Products);

        Assert.Null(await Imports.Write(ImportId.New(), 0, "x"u8.ToArray(), Cancellation));
        Assert.Null(await Imports.ReadRefused(ImportId.New(), 0, 1, Cancellation));
    }

    [Fact]
    public async Task Interactions_of_a_file_count_once_however_often_it_is_sent()
    {
        const string File = "customer,kind,product,occurredAt\nanna,View,tea,2026-01-01T10:00Z\nbert,View,tea,2026-01-01T11:00Z\n";

        var first = await Import(ImportKind.Interactions, File);
        var second = await Import(ImportKind.Interactions, File);

        Assert.Equal((2L, 0L), (first.Accepted, first.Duplicates));
        Assert.Equal((0L, 2L), (second.Accepted, second.Duplicates));
    }

    [Fact]
    public async Task A_file_that_is_sent_again_has_the_same_rows_set_aside_again()
    {
        const string File = Header + "a,A,c,-1\nb,B,c,2\n";
        await Import(ImportKind.Products, File);

        var again = await Import(ImportKind.Products, File);
        var refused = await Imports.ReadRefused(again.Start.Import, 0, 10, Cancellation);

        Assert.Equal((1L, 1L), (again.Accepted, again.Refused));
        Assert.Equal((2L, "a,A,c,-1"), (refused!.Rows[0].Line, refused.Rows[0].Row));
    }

    private static ImportStart Start(ImportId import, ImportKind kind) => new(import, kind, ImportFormat.Csv, "test.csv");

    private async Task<ImportId> Begin(ImportKind kind)
    {
        var import = ImportId.New();
        Assert.NotNull(await Imports.Begin(Start(import, kind), Cancellation));
        return import;
    }

    private async Task<ImportStatus> Import(ImportKind kind, string content)
    {
        var import = await Begin(kind);
        await Imports.Write(import, 0, Encoding.UTF8.GetBytes(content), Cancellation);
        return await Complete(import);
    }

    private Task<ImportStatus> Complete(ImportId import) => Eventually.Get(
        async () => (await Imports.Complete(import, Cancellation))!, status => status.IsFinal, TimeSpan.FromSeconds(20));

    private async Task<IEnumerable<string?>> TitlesInEverySilo(string product)
    {
        var titles = new List<string?>();
        foreach (var silo in cluster.Silos.Silos)
        {
            var replicas = silo.ServiceProvider.GetRequiredService<StoreReplicas>();
            titles.Add(replicas.Find(_store)?.Catalog.Find(new(product))?.Title);
        }

        return titles;
    }
}
