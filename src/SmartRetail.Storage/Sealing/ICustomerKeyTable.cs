namespace SmartRetail.Storage.Sealing;

/// <summary>The table of customers' keys, as those who renew masters need it.</summary>
internal interface ICustomerKeyTable
{
    /// <summary>Returns the ids of the masters that keys are wrapped with.</summary>
    Task<IReadOnlyList<string>> ListMastersAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Wraps up to <paramref name="limit"/> keys of a master with the newest one, in one transaction; returns how many, 0 when
    /// there are none. A key that is erased meanwhile stays so.
    /// </summary>
    Task<int> RewrapAsync(string master, int limit, CancellationToken cancellationToken);
}
