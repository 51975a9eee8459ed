using System.IO.Pipelines;
using SmartRetail.Contracts.Imports;
using SmartRetail.Recommender.Imports;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Grains.Imports;

/// <summary>
/// One import of a grain: chunks go in at one end of a bounded pipe, and the importer reads at the other, beside the grain's turns.
/// </summary>
internal sealed class ImportTransfer : IProgress<ImportProgress>, IAsyncDisposable
{
    /// <summary>Bytes that wait to be read; with more than this nothing is taken.</summary>
    private const int MaxWaiting = 1_024 * 1_024;

    private readonly Pipe _pipe = new(new PipeOptions(
        pauseWriterThreshold: MaxWaiting, resumeWriterThreshold: MaxWaiting / 2, useSynchronizationContext: false));

    private readonly CancellationTokenSource _stop = new();
    private readonly ImportStart _start;
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _startedAt;
    private readonly Task _import;
    private Task _room = Task.CompletedTask;
    private long _heardAt;
    private long _taken;
    private bool _isComplete;
    private volatile ImportProgress _progress;
    private volatile End? _end;

    /// <param name="import">Reads the stream to its end and returns what became of its rows.</param>
    public ImportTransfer(
        ImportStart start,
        Func<Stream, IProgress<ImportProgress>, CancellationToken, Task<ImportReport>> import,
        Action<Exception> onDefect,
        TimeProvider clock)
    {
        _start = start;
        _clock = clock;
        _startedAt = clock.GetUtcNow();
        _heardAt = clock.GetTimestamp();
        _progress = new(0, 0, start.TotalBytes, 0, 0, null);
        _import = Task.Run(() => RunAsync(import, onDefect));
    }

    public ImportId Import => _start.Import;

    /// <summary>For how long the sender has not been heard of.</summary>
    public TimeSpan Silence => _clock.GetElapsedTime(_heardAt);

    public bool IsRunning => _end is null;

    public string? QuarantineFile => _end?.Report?.QuarantineFile ?? _progress.QuarantineFile;

    public ImportStatus Status
    {
        get
        {
            var (end, progress) = (_end, _progress);
            return end?.Report is { } report
                ? new(
                    _start, end.State, _taken, report.Rows, report.Accepted, report.Duplicates, report.Quarantined, report.Erased, null,
                    _startedAt, end.At)
                : new(
                    _start, end?.State ?? ImportState.Running, _taken, progress.Rows, progress.Accepted, 0, progress.Quarantined, 0,
                    end?.Problem, _startedAt, end?.At);
        }
    }

    /// <summary>Takes the chunk if it is the next one, and there is or comes to be room for it within the time.</summary>
    public async Task TakeAsync(long offset, ReadOnlyMemory<byte> chunk, TimeSpan patience, CancellationToken cancellationToken)
    {
        _heardAt = _clock.GetTimestamp();
        if (!await HasRoomAsync(patience, cancellationToken) || offset != _taken || _isComplete || !IsRunning)
        {
            return;
        }

        _taken += chunk.Length;
        _room = _pipe.Writer.WriteAsync(chunk, CancellationToken.None).AsTask();
    }

    /// <summary>Says that nothing more comes, and waits for the end of the import, no longer than the time.</summary>
    public async Task CompleteAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        _heardAt = _clock.GetTimestamp();
        if (await HasRoomAsync(patience, cancellationToken) && !_isComplete)
        {
            _isComplete = true;
            await _pipe.Writer.CompleteAsync();
        }

        await EndsWithinAsync(_import, patience, cancellationToken);
    }

    /// <summary>Stops the import, if it runs, and waits for it.</summary>
    public async Task CancelAsync()
    {
        await _stop.CancelAsync();
        await _import;
    }

    public void Report(ImportProgress value) => _progress = value;

    public async ValueTask DisposeAsync()
    {
        await CancelAsync();
        _stop.Dispose();
    }

    private async Task RunAsync(
        Func<Stream, IProgress<ImportProgress>, CancellationToken, Task<ImportReport>> import, Action<Exception> onDefect)
    {
        try
        {
            await using var content = _pipe.Reader.AsStream(leaveOpen: true);
            var report = await import(content, this, _stop.Token);
            _end = new(ImportState.Completed, _clock.GetUtcNow(), report, null);
        }
        catch (InvalidDataException error)
        {
            _end = new(ImportState.Unreadable, _clock.GetUtcNow(), null, error.Message);
        }
        catch (LogUnavailableException)
        {
            _end = new(ImportState.Unavailable, _clock.GetUtcNow(), null, "The database took nothing for too long");
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _end = new(ImportState.Cancelled, _clock.GetUtcNow(), null, "It was cancelled, or nothing more came");
        }
        catch (Exception error)
        {
            // The sender is told of the end whatever it is; the silo's log has the rest.
            onDefect(error);
            _end = new(ImportState.Failed, _clock.GetUtcNow(), null, "Something went wrong; the silo's log says more");
        }
        finally
        {
            // Whoever waits for room need not wait for it any longer.
            await _pipe.Reader.CompleteAsync();
        }
    }

    private Task<bool> HasRoomAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        EndsWithinAsync(_room, patience, cancellationToken);

    private async Task<bool> EndsWithinAsync(Task task, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(patience, _clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private sealed record End(ImportState State, DateTimeOffset At, ImportReport? Report, string? Problem);
}
