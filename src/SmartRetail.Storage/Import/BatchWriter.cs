namespace SmartRetail.Storage.Import;

/// <summary>Gathers rows to batches and writes one while the next is gathered, never more.</summary>
/// <param name="write">Returns how many of the batch were new.</param>
internal sealed class BatchWriter<T>(Func<IReadOnlyList<T>, Task<int>> write, int size)
{
    private List<T> _batch = new(size);
    private Task<int> _writing = Task.FromResult(0);

    /// <summary>Rows written.</summary>
    public long Written { get; private set; }

    /// <summary>Those of them that were new.</summary>
    public long New { get; private set; }

    public async Task AddAsync(T row)
    {
        _batch.Add(row);
        if (_batch.Count == size)
        {
            await StartAsync();
        }
    }

    /// <summary>Writes what is gathered and waits for it.</summary>
    public async Task FlushAsync()
    {
        await StartAsync();
        New += await _writing;
        _writing = Task.FromResult(0);
    }

    private async Task StartAsync()
    {
        New += await _writing;
        _writing = _batch.Count > 0 ? write(_batch) : Task.FromResult(0);
        Written += _batch.Count;
        _batch = new(size);
    }
}
