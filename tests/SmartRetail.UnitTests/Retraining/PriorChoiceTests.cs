using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Contracts.Training;
using SmartRetail.Grains.Training;
using SmartRetail.Storage;

namespace SmartRetail.UnitTests.Retraining;

public sealed class PriorChoiceTests : IAsyncLifetime
{
    private static readonly StoreId Store = new("shop");
    private static readonly TrainingPlan Warm = new() { Architecture = "mlp", WarmStart = true };

    private readonly string _folder = Directory.CreateTempSubdirectory("prior-").FullName;
    private readonly DateTimeOffset _readAt = TimeProvider.System.GetUtcNow().AddDays(-3);
    private RetailStorage _storage = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _storage = await RetailStorage.OpenAsync(new() { DataFolder = _folder });

    public async ValueTask DisposeAsync()
    {
        await _storage.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_active_model_where_the_plan_asks_for_a_warm_start()
    {
        Assert.Equal(new ModelVersion(2), await Find(Warm));
        Assert.Null(await Find(Warm with { WarmStart = false }));
    }

    [Fact]
    public async Task None_of_another_architecture_and_none_where_none_is_active()
    {
        Assert.Null(await Find(Warm with { Architecture = "sasrec" }));
        Assert.Null(await Find(Warm, active: null));
    }

    [Fact]
    public async Task None_that_somebody_who_was_erased_since_is_in()
    {
        var erasure = new ErasureId("e-1");
        await _storage.Erasures.BeginAsync(Store, erasure, new("anna"), Cancellation);
        await _storage.Erasures.EraseAsync(Store, erasure, new("anna"), 1, Cancellation);
        await _storage.Erasures.CompleteAsync(Store, erasure, Cancellation);

        Assert.Null(await Find(Warm));
    }

    [Fact]
    public async Task None_that_somebody_who_withdrew_since_is_in()
    {
        await _storage.Privacy.ChangeConsentAsync(Store, new("anna"), new(Personalise: true, Train: false), Cancellation);

        Assert.Null(await Find(Warm));
    }

    [Theory]
    [InlineData(31, null, false)]
    [InlineData(29, null, true)]
    [InlineData(29, 28, false)]
    [InlineData(27, 28, true)]
    public async Task None_that_goes_back_further_than_a_month_or_than_the_store_keeps_anything(
        int days, int? retentionDays, bool isTaken)
    {
        var readAt = TimeProvider.System.GetUtcNow().AddDays(-days);

        Assert.Equal(isTaken, await Find(Warm, readAt: readAt, retentionDays: retentionDays) is not null);
    }

    private Task<ModelVersion?> Find(
        TrainingPlan plan, int? active = 2, DateTimeOffset? readAt = null, int? retentionDays = null)
    {
        var models = new ModelList(
            active is { } version ? new ModelVersion(version) : null,
            [Summary(2) with { ReadAt = readAt ?? _readAt }, Summary(1)]);
        return new PriorChoice(_storage.Privacy, _storage.Erasures, TimeProvider.System)
            .FindAsync(Store, plan, models, retentionDays, Cancellation);
    }

    private static ModelSummary Summary(int version) => new(
        new(version),
        "mlp",
        DateTimeOffset.UnixEpoch,
        3,
        ImmutableSortedDictionary<string, double>.Empty,
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>.Empty,
        ImmutableSortedDictionary<string, double>.Empty,
        "estimate",
        Run: null,
        "ab");
}
