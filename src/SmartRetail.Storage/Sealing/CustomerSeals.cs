using System.Security.Cryptography;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Storage.Sealing;

/// <summary>
/// Makes, wraps and opens customers' keys, and what is sealed with them. No key is kept in memory: each page of rows is opened
/// with the keys that the database has then, so that nobody is readable for longer than their key is there.
/// </summary>
/// <param name="keyring">Null where nothing is sealed.</param>
/// <param name="retryAfter">When to come again while the key file lacks a master.</param>
internal sealed class CustomerSeals(CustomerKeyring? keyring, TimeSpan retryAfter)
{
    /// <summary>Whether what is written is sealed.</summary>
    public bool IsOn => keyring is not null;

    /// <summary>Makes a customer's key, and the row that keeps it.</summary>
    public (CustomerKey Key, StoredCustomerKey Stored) Create(KeyOwner owner)
    {
        var key = CustomerKey.Create();
        return (key, Wrap(owner, key));
    }

    /// <summary>Wraps a key with the newest master.</summary>
    /// <exception cref="LogUnavailableException">The key file cannot be read.</exception>
    public StoredCustomerKey Wrap(KeyOwner owner, CustomerKey key) => StoredCustomerKey.Wrap(Ask(file => file.Newest), owner, key);

    /// <exception cref="LogUnavailableException">The key file cannot be read, or does not have its master yet.</exception>
    /// <exception cref="InvalidDataException">It does not open with its master.</exception>
    public CustomerKey Unwrap(KeyOwner owner, StoredCustomerKey stored)
    {
        var master = Ask(file => file.Masters.Find(stored.Master)) ?? throw new LogUnavailableException(
            $"A customer's key is wrapped with master {stored.Master}, which the key file here lacks: give this process its newest copy",
            retryAfter);
        try
        {
            return stored.Unwrap(master, owner);
        }
        catch (CryptographicException error)
        {
            StorageMetrics.Damaged.Add(1);
            throw new InvalidDataException(
                $"a customer's key {Convert.ToHexStringLower(stored.Id)} of store {owner.Store} does not open with master " +
                $"{stored.Master}: it was changed, or is another customer's",
                error);
        }
    }

    /// <summary>Returns the fields that were sealed; null when the key that did so is gone, and counts that.</summary>
    /// <param name="keys">Those that the database has, of the owners at least.</param>
    /// <exception cref="InvalidDataException">The key is there, and does not open it.</exception>
    public static byte[]? Open(IReadOnlyDictionary<KeyOwner, CustomerKey> keys, RowPlace place, byte[] sealedBytes)
    {
        try
        {
            if (keys.TryGetValue(place.Owner, out var key) && key.HasSealed(sealedBytes))
            {
                return key.Open(place, sealedBytes);
            }

            StorageMetrics.Unreadable.Add(1);
            return null;
        }
        catch (CryptographicException error)
        {
            StorageMetrics.Damaged.Add(1);
            throw new InvalidDataException(
                $"{place} does not open with its customer's key: it was changed, or moved here from another row", error);
        }
    }

    /// <summary>Returns the interactions that can be read, in order.</summary>
    public static List<LoggedInteraction> Open(
        StoreId store, List<KeptInteraction> page, IReadOnlyDictionary<KeyOwner, CustomerKey> keys)
    {
        var readable = new List<LoggedInteraction>(page.Count);
        foreach (var row in page)
        {
            if (row.Open(store, keys) is { } logged)
            {
                readable.Add(logged);
            }
        }

        return readable;
    }

    /// <summary>Returns the impressions that can be read, in order.</summary>
    public static List<Impression> Open(
        StoreId store, List<KeptImpression> page, IReadOnlyDictionary<KeyOwner, CustomerKey> keys)
    {
        var readable = new List<Impression>(page.Count);
        foreach (var row in page)
        {
            if (row.Open(store, keys) is { } impression)
            {
                readable.Add(impression);
            }
        }

        return readable;
    }

    /// <summary>Returns a snapshot that can be read; null when it cannot, which costs a longer read of the log.</summary>
    public static CustomerSnapshot? Open(
        KeyOwner owner, CustomerSnapshot clear, byte[] sealedBytes, IReadOnlyDictionary<KeyOwner, CustomerKey> keys)
    {
        try
        {
            var payload = Open(keys, RowPlace.Snapshot(owner, clear.Position, clear.Format), sealedBytes);
            return payload is null ? null : clear with { Payload = payload };
        }
        catch (InvalidDataException)
        {
            // Counted as damaged. It is never the only copy.
            return null;
        }
    }

    private T Ask<T>(Func<CustomerKeyring, T> ask)
    {
        if (keyring is null)
        {
            throw new LogUnavailableException(
                "Personal fields are sealed, and this process has no key file for them: name it with " +
                "SmartRetail__Storage__CustomerKeyFile",
                retryAfter);
        }

        try
        {
            return ask(keyring);
        }
        catch (CustomerKeysException error)
        {
            throw new LogUnavailableException(error.Message, retryAfter, error);
        }
    }
}
