namespace SmartRetail.Storage.Writing;

/// <summary>A write that nobody waits for: its loss is counted and nothing else.</summary>
internal sealed class UnawaitedWrite<TSession>(int rows, Action<TSession> write) : WriteRequest<TSession>(rows)
{
    public override void Write(TSession session, DateTimeOffset now) => write(session);

    public override void Complete()
    {
    }

    public override void Fail(Exception error) => StorageMetrics.Dropped.Add(Rows);
}
