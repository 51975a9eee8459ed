namespace SmartRetail.Remote;

/// <summary>How long a caller waits, and how it tries again.</summary>
public sealed class RemoteStoreOptions
{
    /// <summary>How long a call may take with all its attempts. Default: 10 seconds.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause before the second attempt where the server names none; it doubles each time. Default: 100 milliseconds.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Seeds what pauses differ by, so that many callers do not come back at once. Default: of the process id.</summary>
    public int PauseSeed { get; init; } = Environment.ProcessId;
}
