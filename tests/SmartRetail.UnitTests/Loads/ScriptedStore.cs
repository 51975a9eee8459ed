using System.Collections.Concurrent;
using System.Globalization;
using SmartRetail.LoadTests.Calls;

namespace SmartRetail.UnitTests.Loads;

/// <summary>A store in memory that keeps its promises, but for the one that a test has it break.</summary>
internal sealed class ScriptedStore : IStoreCalls
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<string>> _log = new();
    private readonly ConcurrentDictionary<string, string> _merged = new();
    private int _records;

    /// <summary>Of every tenth batch: acknowledges it and does not keep it.</summary>
    public bool Loses { get; init; }

    /// <summary>Of every tenth batch: keeps it, and does not answer the first time.</summary>
    public bool LosesAnswers { get; init; }

    /// <summary>Of every tenth batch: keeps it twice.</summary>
    public bool Doubles { get; init; }

    /// <summary>How many versions a list is behind.</summary>
    public int Behind { get; init; }

    /// <summary>What every list has in its first two places.</summary>
    public string? Twice { get; init; }

    /// <summary>Whether it answers at all.</summary>
    public bool IsAway { get; init; }

    /// <summary>How many calls it does not answer before it does.</summary>
    public int Refusals { get; set; }

    /// <summary>Lists that it was asked for, answered or not.</summary>
    public int Asked { get; private set; }

    public IEnumerable<(string Customer, string Id)> Log => _log.SelectMany(customer => customer.Value.Select(id => (customer.Key, id)));

    public Task<RecordAnswer> RecordAsync(string customer, IReadOnlyList<Act> acts, CancellationToken cancellationToken)
    {
        RefuseIfAway();
        var isTenth = Interlocked.Increment(ref _records) % 10 == 0;
        var rows = _log.GetOrAdd(customer, _ => []);
        string[] ids = [.. acts.Select(act => act.Number.ToString(CultureInfo.InvariantCulture))];
        string[] fresh = [.. ids.Except(rows)];
        if (!(Loses && isTenth))
        {
            Array.ForEach(fresh, rows.Add);
        }

        if (Doubles && isTenth)
        {
            Array.ForEach(fresh, rows.Add);
        }

        return LosesAnswers && isTenth
            ? throw new CallFailedException("nobody answers", mayRetry: true, TimeSpan.FromMilliseconds(1))
            : Task.FromResult(new RecordAnswer(fresh.Length, ids.Length - fresh.Length, Loses ? int.Parse(ids[^1], CultureInfo.InvariantCulture) : Version(customer)));
    }

    public Task<long> MergeAsync(string known, string anonymous, CancellationToken cancellationToken)
    {
        _merged[known] = anonymous;
        return Task.FromResult(Version(known));
    }

    public Task<long> GetVersionAsync(string customer, CancellationToken cancellationToken) => Task.FromResult(Version(customer));

    public Task<ShownList> RecommendAsync(string customer, int count, long known, CancellationToken cancellationToken)
    {
        RefuseIfAway();
        return Task.FromResult(List(count) with
        {
            Id = "list",
            ProfileVersion = Math.Max(0, Version(customer) - Behind),
            Tier = "counts",
        });
    }

    public Task<ShownList> ListSimilarAsync(string product, int count, CancellationToken cancellationToken) => ListAsync(count);

    public Task<ShownList> ListBoughtTogetherAsync(string product, int count, CancellationToken cancellationToken) => ListAsync(count);

    public Task<ShownList> ListPopularAsync(int count, CancellationToken cancellationToken) => ListAsync(count);

    public Task<ShownList> SearchAsync(string text, int count, CancellationToken cancellationToken) => ListAsync(count);

    public Task<IReadOnlyList<StoreProduct>> ListProductsAsync(int offset, CancellationToken cancellationToken) =>
        throw new NotSupportedException("shoppers do not read the whole catalog");

    public Task PutStockAsync(StoreProduct product, int? stock, CancellationToken cancellationToken) =>
        throw new NotSupportedException("shoppers do not change the stock");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<ShownList> ListAsync(int count)
    {
        Asked++;
        RefuseIfAway();
        return Task.FromResult(List(count));
    }

    private ShownList List(int count)
    {
        string[] products = [.. Enumerable.Range(0, count).Select(number => $"p{number}")];
        return new(Twice is { } twice ? [twice, twice, .. products.Skip(2)] : products);
    }

    private long Version(string customer) =>
        (_log.TryGetValue(customer, out var rows) ? rows.Count : 0)
        + (_merged.TryGetValue(customer, out var anonymous) ? Version(anonymous) + 1 : 0);

    private void RefuseIfAway()
    {
        if (IsAway || Refusals-- > 0)
        {
            throw new CallFailedException("away", mayRetry: true, TimeSpan.FromMilliseconds(1));
        }
    }
}
