using SmartRetail.Contracts;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Storage;

/// <summary>Wakes followers of a store's log when this process has committed to it.</summary>
internal sealed class AppendSignal(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StoreId, Follow> _stores = [];

    public void Committed(StoreId store, IReadOnlyList<AppendOutcome> outcomes)
    {
        var position = 0L;
        foreach (var outcome in outcomes)
        {
            position = outcome.IsNew ? Math.Max(position, outcome.Position) : position;
        }

        if (position == 0)
        {
            return;
        }

        TaskCompletionSource? waiting;
        lock (_gate)
        {
            var follow = Get(store);
            follow.LastPosition = Math.Max(follow.LastPosition, position);
            waiting = follow.Next;
            follow.Next = null;
        }

        waiting?.SetResult();
    }

    public async Task WaitAsync(
        StoreId store, long afterPosition, TimeSpan atMost, CancellationToken cancellationToken)
    {
        Task next;
        lock (_gate)
        {
            var follow = Get(store);
            if (follow.LastPosition > afterPosition)
            {
                return;
            }

            follow.Next ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            next = follow.Next.Task;
        }

        try
        {
            await next.WaitAsync(atMost, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The bound of the wait: the caller looks for what other processes committed.
        }
    }

    private Follow Get(StoreId store)
    {
        if (!_stores.TryGetValue(store, out var follow))
        {
            _stores.Add(store, follow = new());
        }

        return follow;
    }

    private sealed class Follow
    {
        public long LastPosition { get; set; }

        public TaskCompletionSource? Next { get; set; }
    }
}
