using SmartRetail.Contracts;
using SmartRetail.Contracts.Imports;

namespace SmartRetail.ClusterTests.Imports;

/// <summary>A sender that is gone without a word, as a browser that is closed or a process that dies.</summary>
public sealed class SilentImportTests(ImpatientCluster cluster) : IClassFixture<ImpatientCluster>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly StoreId _store = new($"silent-{Guid.NewGuid():N}");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IImportGrain Imports => cluster.Grains.Imports(_store);

    [Fact]
    public async Task An_import_of_which_nothing_more_comes_is_given_up_and_makes_room_for_the_next()
    {
        var left = await Imports.Begin(Start(), Cancellation);
        await Imports.Write(left!.Start.Import, 0, "id,title,category,price\n"u8.ToArray(), Cancellation);

        var ended = await Eventually.Get(
            async () => (await Imports.Get(Cancellation))!, status => status.IsFinal, Patience);
        var next = await Imports.Begin(Start(), Cancellation);

        Assert.Equal((ImportState.Cancelled, "It was cancelled, or nothing more came"), (ended.State, ended.Problem));
        Assert.NotNull(next);
    }

    private static ImportStart Start() => new(ImportId.New(), ImportKind.Products, ImportFormat.Csv, "test.csv");
}
