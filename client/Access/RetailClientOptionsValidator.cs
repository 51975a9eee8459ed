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
    }
}
