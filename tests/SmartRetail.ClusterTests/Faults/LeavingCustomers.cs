using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

namespace SmartRetail.ClusterTests.Faults;

/// <summary>Customers who act, and then ask to be erased, again and again until they are told that they are.</summary>
internal sealed class LeavingCustomers(LocalCluster cluster, int count)
{
    private const int Acts = 5;
    private const int AtOnce = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly string _prefix = $"leaving-{Guid.NewGuid():N}-";
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _awaited = int.MaxValue;
    private int _left;

    /// <summary>Of one erasure, with all that had to be asked for it.</summary>
    public TimeSpan Longest { get; private set; }

    public async Task ComeAsync(HttpClient api, CancellationToken cancellationToken)
    {
        var interactions = Names.SelectMany(name => Enumerable.Range(0, Acts).Select(act => new
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{name}-{act}"),
            customer = name,
            kind = "View",
            product = string.Create(CultureInfo.InvariantCulture, $"p{act + 1}"),
        }));
        using var answer = await api.PostAsJsonAsync(Path("interactions"), new { interactions }, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public Task LeaveAsync(HttpClient api, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Names,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
        async (name, cancellation) =>
        {
            var watch = Stopwatch.StartNew();
            while (!await TryLeaveAsync(api, name, cancellation))
            {
                await Task.Delay(Pause, cancellation);
            }

            lock (_gate)
            {
                Longest = watch.Elapsed > Longest ? watch.Elapsed : Longest;
                if (++_left >= _awaited)
                {
                    _begun.TrySetResult();
                }
            }
        });

    /// <summary>Returns when so many have been told that they are erased.</summary>
    public Task HaveLeftAsync(int customers)
    {
        lock (_gate)
        {
            _awaited = customers;
            if (_left >= _awaited)
            {
                _begun.TrySetResult();
            }
        }

        return _begun.Task;
    }

    public async Task<int> CountPendingAsync(CancellationToken cancellationToken)
    {
        await using var storage = await cluster.OpenStorageAsync();
        return (await storage.Erasures.ListPendingAsync(LocalCluster.Store, cancellationToken)).Count;
    }

    /// <summary>Returns how many rows of the log, and how many snapshots, name one of them.</summary>
    public async Task<int> CountTracesAsync(CancellationToken cancellationToken)
    {
        await using var storage = await cluster.OpenStorageAsync();
        var traces = 0;
        foreach (var name in Names)
        {
            traces += (await storage.Interactions.ReadCustomerAsync(
                LocalCluster.Store, new(name), 0, Acts, cancellationToken)).Count;
            traces += await storage.Snapshots.LoadAsync(LocalCluster.Store, new(name), cancellationToken) is null ? 0 : 1;
        }

        return traces;
    }

    private IEnumerable<string> Names =>
        Enumerable.Range(0, count).Select(number => _prefix + number.ToString(CultureInfo.InvariantCulture));

    private static async Task<bool> TryLeaveAsync(HttpClient api, string name, CancellationToken cancellationToken)
    {
        using var answer = await api.DeleteAsync(Path("customers/" + name), cancellationToken);
        return answer.IsSuccessStatusCode;
    }

    private static Uri Path(string path) => new($"/v1/stores/{LocalCluster.Store}/{path}", UriKind.Relative);
}
