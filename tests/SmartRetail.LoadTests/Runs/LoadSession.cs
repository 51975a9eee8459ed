using System.Globalization;
using SmartRetail.LoadTests.Arrivals;
using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Clusters;
using SmartRetail.LoadTests.Ledgers;
using SmartRetail.LoadTests.Measures;
using SmartRetail.LoadTests.Reports;
using SmartRetail.LoadTests.Shoppers;
using SmartRetail.Training.Energy;

namespace SmartRetail.LoadTests.Runs;

/// <summary>Shoppers in a store, from when they come until they are told to end and their ledger is held against the log.</summary>
internal sealed class LoadSession : IAsyncDisposable
{
    private const int AuditPage = 20_000;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _ending = new();
    private readonly ITarget _target;
    private readonly Thread _thread;
    private readonly Task _changes;

    private LoadSession(ITarget target, LoadPlan plan, Crowd crowd, IRateProfile rate, FlashSale? sale)
    {
        (_target, Crowd) = (target, crowd);
        var schedule = new ArrivalSchedule(new WarmedRate(rate, plan.WarmUp), crowd.Time);
        crowd.Sale = sale is null ? null : sale with { From = sale.From + plan.WarmUp, To = sale.To + plan.WarmUp };
        var watch = new ProcessWatch(() => [.. target.Processes, (ProcessReport.Generator, [Environment.ProcessId])]);
        var rapl = new RaplMeter();
        Timeline = new(crowd.Meter, watch, rapl.IsReadable ? rapl.ReadJoules : null, schedule, crowd.Time, plan.WarmUp);
        foreach (var shopper in MakeShoppers(crowd, schedule, plan))
        {
            shopper.Come();
        }

        _thread = new(() => schedule.Run(_ending.Token)) { IsBackground = true, Name = "arrivals", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
        _changes = plan.StockChanges > 0
            ? new StockChanger(crowd, plan.StockChanges, plan.Seed).RunAsync(_ending.Token)
            : Task.CompletedTask;
    }

    public Crowd Crowd { get; }

    public Timeline Timeline { get; }

    /// <summary>What the store ranked with when the shoppers came, in words; null where it has no models of ours.</summary>
    public string? ServedModel { get; private init; }

    /// <summary>Reads the catalog and lets the shoppers come.</summary>
    public static async Task<LoadSession> StartAsync(
        ITarget target, LoadPlan plan, IRateProfile rate, FlashSale? sale, CancellationToken cancellationToken)
    {
        var calls = await target.ConnectAsync(plan.Via, plan.Connections);
        var shelf = new Shelf(await ReadProductsAsync(calls, cancellationToken), plan.Model.PopularityExponent);
        var model = target.Api is { } api ? await Models.ServedModel.DescribeAsync(api, target.Store, cancellationToken) : null;
        var run = "load-" + TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
        var crowd = new Crowd
        {
            Model = plan.Model,
            Shelf = shelf,
            Calls = calls,
            Meter = new(),
            Ledger = new(run),
            Breaches = new(),
            Stock = new(),
            Time = new(TimeProvider.System),
        };
        return new(target, plan, crowd, rate, sale) { ServedModel = model };
    }

    /// <summary>Returns when so many seconds have passed, with a tick each; fails when the load test itself does.</summary>
    public async Task GoOnAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var started = Crowd.Time.Elapsed;
        for (var second = 1; second <= (int)time.TotalSeconds; second++)
        {
            var left = started + (second * Second) - Crowd.Time.Elapsed;
            if (left > TimeSpan.Zero)
            {
                await Task.WhenAny(Task.Delay(left, cancellationToken), Crowd.Failed);
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (Crowd.Failed.IsFaulted)
            {
                await Crowd.Failed;
            }

            Timeline.Tick();
        }
    }

    /// <summary>Nobody begins anything any more; returns when all have been answered.</summary>
    public async Task EndAsync()
    {
        await _ending.CancelAsync();
        _thread.Join();
        while (Crowd.UnderWay > 0 && !Crowd.Failed.IsFaulted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        await _changes;
        Timeline.Finish();
    }

    /// <summary>Holds the ledger against the log, where it can be read, and against profiles; returns the run's rows in the log.</summary>
    public async Task<long?> AuditAsync(CancellationToken cancellationToken)
    {
        await new ProfileAudit(Crowd.Ledger, Crowd.Breaches).RunAsync(Crowd.Calls, cancellationToken);
        await using var storage = await _target.OpenStorageAsync();
        if (storage is null)
        {
            return null;
        }

        var audit = new LogAudit(Crowd.Ledger, Crowd.Breaches);
        for (var position = 0L; ;)
        {
            var page = await storage.Interactions.ReadAsync(new(_target.Store), position, AuditPage, cancellationToken);
            if (page.Count == 0)
            {
                audit.Finish();
                return audit.Rows;
            }

            foreach (var row in page)
            {
                audit.Read(row.Interaction.Customer, row.Interaction.Id);
            }

            position = page[^1].Position;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _thread.Join();
        await Crowd.Calls.DisposeAsync();
        _ending.Dispose();
    }

    private static IEnumerable<Shopper> MakeShoppers(Crowd crowd, ArrivalSchedule schedule, LoadPlan plan)
    {
        // A bot is four shoppers' worth of calls; together they make one call a unit.
        const int BotSpeed = 4;
        var bots = (int)Math.Round(plan.Shoppers * plan.Model.Bots);
        var gap = plan.Shoppers - bots + (double)(BotSpeed * bots);
        return Enumerable.Range(0, plan.Shoppers).Select(number => new Shopper(
            crowd, schedule, number < bots, number < bots ? gap / BotSpeed : gap, plan.Pacing, plan.Seed + number));
    }

    private static async Task<IReadOnlyList<StoreProduct>> ReadProductsAsync(IStoreCalls calls, CancellationToken cancellationToken)
    {
        // More are as good as none: what is beyond is hardly ever wanted.
        const int Most = 20_000;
        var products = new List<StoreProduct>();
        while (products.Count < Most && await calls.ListProductsAsync(products.Count, cancellationToken) is { Count: > 0 } page)
        {
            products.AddRange(page);
        }

        var distinct = products.DistinctBy(product => product.Id, StringComparer.Ordinal).ToList();
        return distinct.Count > 0 ? distinct : throw new InvalidOperationException("the store has nothing that can be bought");
    }
}
