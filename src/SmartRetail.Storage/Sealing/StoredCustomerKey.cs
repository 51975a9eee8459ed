using System.Security.Cryptography;
using SmartRetail.Storage.Models.Protection;

namespace SmartRetail.Storage.Sealing;

/// <summary>A customer's key as its row has it: wrapped by a master that is not in the database.</summary>
/// <param name="Id">The key's own.</param>
/// <param name="Master">The master's id.</param>
internal sealed record StoredCustomerKey(byte[] Id, string Master, byte[] Wrapped)
{
    public static StoredCustomerKey Wrap(StoredKey master, KeyOwner owner, CustomerKey key) =>
        new(key.Id, master.Id, WrappedKey.Wrap(master.Id, master.Key, key.Secret, Context(owner, key.Id)).Bytes);

    /// <exception cref="CryptographicException">Another master wrapped it, or it is another customer's or was changed.</exception>
    public CustomerKey Unwrap(StoredKey master, KeyOwner owner) =>
        new(Id, new WrappedKey(Master, Wrapped).Unwrap(master.Key, Context(owner, Id)));

    // Each part with its length in front, so that none can pass for the end of another.
    private static string Context(KeyOwner owner, byte[] id) => FormattableString.Invariant(
        $"customer key {owner.Store.Length}:{owner.Store} {owner.Customer.Length}:{owner.Customer} {Convert.ToHexStringLower(id)}");
}
