using System.Security.Cryptography;
using System.Text;
using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Privacy;

/// <summary>
/// What is left of an erased customer: HMAC-SHA256 of the id under a secret salt of the store, in hex. Who has the salt can tell
/// whether an id that he knows was erased, and cannot tell which ids were.
/// </summary>
public readonly record struct CustomerHash(string Hex)
{
    /// <summary>Bytes of a store's salt.</summary>
    public const int SaltLength = 32;

    public static CustomerHash Of(CustomerId customer, ReadOnlySpan<byte> salt) =>
        new(Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(customer.Value))));
}
