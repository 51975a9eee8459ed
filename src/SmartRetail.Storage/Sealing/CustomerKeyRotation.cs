namespace SmartRetail.Storage.Sealing;

/// <summary>
/// What follows a new master in the key file: all keys are wrapped with it, then the older ones are taken out. With the last copy
/// of an older one the customers erased before become unreadable in every backup.
/// </summary>
public sealed class CustomerKeyRotation
{
    // Keys whose rows are locked together: some milliseconds, for which an erasure of one of them waits.
    private const int PageSize = 500;

    private readonly ICustomerKeyTable _table;
    private readonly CustomerKeyring? _keyring;

    internal CustomerKeyRotation(ICustomerKeyTable table, CustomerKeyring? keyring) => (_table, _keyring) = (table, keyring);

    private CustomerKeyring Keyring => _keyring ?? throw new CustomerKeysException(
        "no key file of customers is named: name it with SmartRetail__Storage__CustomerKeyFile");

    /// <summary>
    /// Wraps every customer's key with the newest master and returns how many were not. Beside running processes, and as often
    /// as one likes; cut short, it goes on where it was.
    /// </summary>
    /// <exception cref="CustomerKeysException">No key file is named, or it cannot be read.</exception>
    public async Task<long> RewrapAsync(CancellationToken cancellationToken = default)
    {
        var rewrapped = 0L;
        foreach (var master in await _table.ListMastersAsync(cancellationToken))
        {
            while (master != Keyring.Newest.Id && await _table.RewrapAsync(master, PageSize, cancellationToken) is > 0 and var page)
            {
                rewrapped += page;
            }
        }

        return rewrapped;
    }

    /// <summary>Takes the masters behind the first out of the file and returns how many there were.</summary>
    /// <exception cref="CustomerKeysException">
    /// No key file is named, it cannot be read, or the database has keys that are wrapped with one of them: nothing was changed.
    /// </exception>
    public async Task<int> PruneAsync(CancellationToken cancellationToken = default)
    {
        var masters = Keyring.Masters;
        var used = (await _table.ListMastersAsync(cancellationToken)).Where(master => master != masters.Masters[0].Id).ToList();
        if (used.Count > 0)
        {
            throw new CustomerKeysException(
                $"customers' keys in the database are wrapped with master {string.Join(" and ", used)}, which must stay in " +
                $"{Keyring.Path} for now: 'customer rewrap' wraps them with the newest");
        }

        CustomerKeyFile.Replace(Keyring.Path, masters.Prune());
        return masters.Masters.Length - 1;
    }
}
