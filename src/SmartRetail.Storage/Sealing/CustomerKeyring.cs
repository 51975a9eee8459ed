using SmartRetail.Storage.Models.Protection;

namespace SmartRetail.Storage.Sealing;

/// <summary>The masters of a key file, read when they are first needed and again when the file has changed.</summary>
internal sealed class CustomerKeyring(string path)
{
    private readonly Lock _gate = new();
    private CustomerMasters? _masters;
    private DateTime _readAt;

    public string Path => path;

    /// <exception cref="CustomerKeysException">The file is not there, or is no key file.</exception>
    public CustomerMasters Masters
    {
        get
        {
            lock (_gate)
            {
                var changedAt = ReadChangedAt();
                if (_masters is null || changedAt != _readAt)
                {
                    _masters = CustomerKeyFile.Read(path);
                    _readAt = changedAt;
                }

                return _masters;
            }
        }
    }

    public StoredKey Newest => Masters.Masters[0];

    /// <summary>Refuses to go on with a database that this process could not read.</summary>
    /// <param name="keyring">Null where no file is named.</param>
    /// <param name="used">The masters that keys in the database are wrapped with.</param>
    /// <exception cref="CustomerKeysException">
    /// No file is named, or it is none, or it lacks one of those masters.
    /// </exception>
    public static void Check(CustomerKeyring? keyring, IReadOnlyList<string> used)
    {
        if (keyring is null)
        {
            if (used.Count > 0)
            {
                throw new CustomerKeysException(
                    "personal fields in the database are sealed with customers' keys: name the key file that opens them with " +
                    "SmartRetail__Storage__CustomerKeyFile");
            }

            return;
        }

        // One that is missing is enough: its customers would be unreadable to this process and to no other.
        var masters = keyring.Masters;
        var missing = used.Where(master => masters.Find(master) is null).ToList();
        if (missing.Count > 0)
        {
            throw new CustomerKeysException(
                $"{keyring.Path} has no master {string.Join(" and no ", missing)}, which customers' keys in the database are wrapped " +
                "with: name the newest copy of the key file with SmartRetail__Storage__CustomerKeyFile");
        }
    }

    // Of what a link leads to: mounted secrets are links, and are renewed by turning them to another file.
    private DateTime ReadChangedAt()
    {
        var file = new FileInfo(path);
        return file.Exists && file.Attributes.HasFlag(FileAttributes.ReparsePoint)
            ? file.ResolveLinkTarget(returnFinalTarget: true)!.LastWriteTimeUtc
            : file.LastWriteTimeUtc;
    }
}
