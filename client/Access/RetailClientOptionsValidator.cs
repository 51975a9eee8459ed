using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Access;

/// <summary>Refuses to start with keys that cannot work, and outside Development without any.</summary>
internal sealed class RetailClientOptionsValidator(IHostEnvironment environment) : IValidateOptions<RetailClientOptions>
{
    private const int HashDigits = 64;

    public ValidateOptionsResult Validate(string? name, RetailClientOptions options)
    {
        var failures = new List<string>();
        if (options.Keys.Count == 0 && !environment.IsDevelopment())
        {
            failures.Add(
                $"Keys: the environment is {environment.EnvironmentName}, and no API key is configured, so nobody could "
                + "call. Configure at least one with name, sha256 (of a random key of 256 bits), stores and scopes. "
                + "The development key is honoured in Development only.");
        }

        for (var i = 0; i < options.Keys.Count; i++)
        {
            failures.AddRange(Check(options.Keys[i]).Select(failure => $"Keys[{i}].{failure}"));
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    // Browsers send an origin in exactly this form, and it is compared as text.
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.GetLeftPart(UriPartial.Authority) == text;

    private static IEnumerable<string> Check(ApiKeyOptions key)
    {
        if (Identifier.Check("Name", key.Name) is { } name)
        {
            yield return name.ToString();
        }

        if (key.Sha256.Length != HashDigits || !key.Sha256.All(char.IsAsciiHexDigit))
        {
            yield return $"Sha256: must be {HashDigits} hexadecimal digits";
        }

        if (key.Stores.Count == 0)
        {
            yield return $"Stores: must name at least one store, or be \"{ApiKey.AllStores}\"";
        }

        foreach (var store in key.Stores.Where(store => store != ApiKey.AllStores))
        {
            if (StoreId.Check("Stores", store) is { } error)
            {
                yield return error.ToString();
            }
        }

        if (key.Scopes.Count == 0)
        {
            yield return "Scopes: must name at least one scope";
        }

        if (key.Origins.Count > 0 && key.Scopes.Except([Scope.Record, Scope.Recommend]).Any())
        {
            yield return "Scopes: a key with origins is public, and may have record and recommend only";
        }

        foreach (var origin in key.Origins.Where(origin => !IsOrigin(origin)))
        {
            yield return $"Origins: '{origin}' is not an origin such as https://shop.example, without a path";
        }
    }
}
