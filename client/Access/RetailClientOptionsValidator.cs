using Microsoft.Extensions.Options;
using SmartRetail.Client.Proxies;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Access;

/// <summary>Refuses to start with keys that cannot work. Whether there are any at all is for who can read the kept ones.</summary>
internal sealed class RetailClientOptionsValidator(TimeProvider clock) : IValidateOptions<RetailClientOptions>
{
    private const int HashDigits = 64;

    public ValidateOptionsResult Validate(string? name, RetailClientOptions options)
    {
        var failures = new List<string>();
        for (var i = 0; i < options.Keys.Count; i++)
        {
            failures.AddRange(Check(options.Keys[i]).Select(failure => $"Keys[{i}].{failure}"));
        }

        failures.AddRange(options.TrustedProxies.Where(proxy => !ProxyExtensions.IsProxy(proxy)).Select(
            proxy => $"TrustedProxies: '{proxy}' is neither an address nor a network, such as 10.0.0.0/8"));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Check(ApiKeyOptions key)
    {
        if (key.Sha256.Length != HashDigits || !key.Sha256.All(char.IsAsciiHexDigit))
        {
            yield return $"Sha256: must be {HashDigits} hexadecimal digits";
        }

        foreach (var error in ApiKeyRules.Check(key.ToGrant(), clock.GetUtcNow()))
        {
            yield return $"{char.ToUpperInvariant(error.Field[0])}{error.Field[1..]}: {error.Reason}";
        }
    }
}
