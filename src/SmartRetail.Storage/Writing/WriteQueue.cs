namespace SmartRetail.Storage.Writing;

/// <summary>What waits for the writer thread, bounded in rows.</summary>
internal sealed class WriteQueue<TSession>(int capacity)
{
    private readonly object _gate = new();
    private readonly Queue<WriteRequest<TSession>> _requests = new();
    private int _rows;
    private bool _closed;

    public int Capacity => capacity;

    /// <summary>
    /// Adds the request unless more than <paramref name="limit"/> rows would wait; an empty queue takes any request,
    /// since a large one would otherwise never be taken.
    /// </summary>
    public bool TryAdd(WriteRequest<TSession> request, int limit)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(RetailStorage));
            if (_rows > 0 && _rows + request.Rows > limit)
            {
                return false;
            }

            _requests.Enqueue(request);
            _rows += request.Rows;
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>
    /// Waits for requests and moves them to <paramref name="group"/> until it has <paramref name="limit"/> rows or
    /// none is left; false when the queue is closed and empty.
    /// </summary>
    public bool Take(List<WriteRequest<TSession>> group, int limit)
    {
        lock (_gate)
        {
            while (_requests.Count == 0)
            {
                if (_closed)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            for (var rows = 0; rows < limit && _requests.TryDequeue(out var request);)
            {
                _rows -= request.Rows;
                if (request.TryTake())
                {
                    rows += request.Rows;
                    group.Add(request);
                }
            }

            return true;
        }
    }

    /// <summary>Refuses further requests; those that wait are still written.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }
}
