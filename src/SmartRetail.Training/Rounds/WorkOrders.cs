using System.Text.Json;
using SmartRetail.Contracts.Training;

namespace SmartRetail.Training.Rounds;

/// <summary>
/// What a worker's child process is told to do, one order at a time. A new order ends the work on the one before it; the same
/// order under a newer token goes on under that.
/// </summary>
internal sealed class WorkOrders : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private WorkOrder? _next;
    private WorkOrder? _current;
    private CancellationTokenSource? _working;
    private long _token;

    /// <summary>The newest token that an order had.</summary>
    public long Token => Interlocked.Read(ref _token);

    public static string ToLine(WorkOrder order) => JsonSerializer.Serialize(order, JsonSerializerOptions.Web);

    /// <exception cref="JsonException">The line is no order.</exception>
    public static WorkOrder FromLine(string line) =>
        JsonSerializer.Deserialize<WorkOrder>(line, JsonSerializerOptions.Web) ?? throw new JsonException("an empty order");

    public void Give(WorkOrder order)
    {
        lock (_gate)
        {
            _token = Math.Max(_token, order.Token);
            if (order.IsSameWork(_next ?? _current))
            {
                return;
            }

            _next = order;
            _working?.Cancel();
            _arrived.Release();
        }
    }

    /// <summary>Waits for an order, does the newest, and returns the order with what came of it; null when it was given up.</summary>
    public async Task<(WorkOrder Order, T? Result)> DoNextAsync<T>(
        Func<WorkOrder, CancellationToken, Task<T>> perform, CancellationToken cancellationToken)
        where T : class
    {
        WorkOrder? order = null;
        using var working = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        while (order is null)
        {
            await _arrived.WaitAsync(cancellationToken);
            lock (_gate)
            {
                (order, _next) = (_next, null);
                (_current, _working) = (order ?? _current, working);
            }
        }

        try
        {
            return (order, await perform(order, working.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (order, null);
        }
        finally
        {
            lock (_gate)
            {
                _working = null;
            }
        }
    }

    public void Dispose() => _arrived.Dispose();
}
