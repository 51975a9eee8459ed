namespace SmartRetail.Storage.Writing;

/// <summary>A connection that writes groups, one transaction at a time. Used by one thread at a time.</summary>
internal interface IWriteSession : IDisposable
{
    /// <summary>
    /// Whether the database could not be written just now, so that the same write may succeed later; an error that a
    /// write brought upon itself is none.
    /// </summary>
    static abstract bool IsOutage(Exception error);

    void Begin();

    /// <summary>Returns after what was written since the begin is on the disk.</summary>
    void Commit();

    /// <summary>Ends a failed transaction, unless it has ended already.</summary>
    void Rollback();
}
