using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Browsers;

/// <summary>What a page may do for one known customer, until when.</summary>
/// <param name="Scopes">Of the key that asked for the token: a page can do no more for the customer than the shop's server.</param>
internal sealed record CustomerToken(string Customer, ImmutableArray<string> Scopes, DateTimeOffset ExpiresAt)
{
    public bool Opens(string scope) => Scopes.Contains(scope, StringComparer.Ordinal);
}

/// <summary>
/// Writes and reads tokens. They are encrypted with the keys that protect sign-ins, so every web process that takes those takes
/// these, and nothing is stored.
/// </summary>
internal sealed class CustomerTokens(
    IDataProtectionProvider protection, IOptions<RetailClientOptions> options, TimeProvider clock)
{
    private const string Purpose = "SmartRetail.CustomerToken";

    /// <summary>Longer than any token of ours is.</summary>
    private const int MaxLength = 2_048;

    public (string Text, DateTimeOffset ExpiresAt) Write(StoreId store, CustomerId customer, ImmutableArray<string> scopes)
    {
        var token = new CustomerToken(customer.Value, scopes, clock.GetUtcNow() + options.Value.CustomerTokenLifetime);
        return (For(store).Protect(JsonSerializer.Serialize(token)), token.ExpiresAt);
    }

    /// <summary>Returns the token, or null when it is none of this store's, or has expired.</summary>
    public CustomerToken? Read(StoreId store, string text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        try
        {
            var token = JsonSerializer.Deserialize<CustomerToken>(For(store).Unprotect(text));
            return token?.ExpiresAt > clock.GetUtcNow() ? token : null;
        }
        catch (CryptographicException)
        {
            // Forged, of another store, or written before the keys were renewed.
            return null;
        }
    }

    private IDataProtector For(StoreId store) => protection.CreateProtector(Purpose, store.Value);
}
