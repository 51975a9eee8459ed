using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SmartRetail.Hosting.Logging;

/// <summary>
/// Takes customers out of what a process tells of itself. Orleans names grains by their keys, calls with their arguments, and
/// messages that came too late with the records in them; a customer's grains have keys <c>customer/STORE/ID</c> and <c>recommendation/STORE/ID</c>, and the API has
/// <c>/customers/ID</c>. In place of an id stands a hash with a secret of this process: lines on one customer can still be put
/// together, and nobody can be found by trying ids.
/// </summary>
internal static partial class CustomerText
{
    private const int HashCharacters = 8;

    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>Returns the text as it is where it names nobody.</summary>
    public static string Hide(string text)
    {
        if (text.Contains("customer", StringComparison.OrdinalIgnoreCase) || text.Contains("recommendation/", StringComparison.Ordinal))
        {
            text = GrainKey().Replace(text, found => $"{found.Groups[1]}#{Hash(found.Groups[2].ValueSpan)}");
            text = Path().Replace(text, found => $"{found.Groups[1]}#{Hash(found.Groups[2].ValueSpan)}");
        }

        // What a call or a record carries may be anything.
        text = text.Contains('(', StringComparison.Ordinal) ? Call().Replace(text, "$1(…)") : text;
        return text.Contains('{', StringComparison.Ordinal) ? Record().Replace(text, "$1 { … }") : text;
    }

    private static string Hash(ReadOnlySpan<char> id)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(id)];
        Encoding.UTF8.GetBytes(id, bytes);
        return Convert.ToHexStringLower(HMACSHA256.HashData(Secret, bytes))[..HashCharacters];
    }

    // RetailGrains.CustomerKey leaves none of the characters in a key that end one here. What Orleans writes on after it, such as
    // the activation, is hidden with it.
    [GeneratedRegex("""\b((?:customer|recommendation)/[a-z0-9-]{1,63}/)([^\s\[\](){}<>,;"']+)""")]
    private static partial Regex GrainKey();

    [GeneratedRegex("""(/customers/)([^\s/?"'#]+)""")]
    private static partial Regex Path();

    [GeneratedRegex(@"(\bI[A-Z]\w*\.[A-Z]\w*)\([^\n]+\)")]
    private static partial Regex Call();

    // As records write themselves, to the end of the last of them.
    [GeneratedRegex(@"\b(\w+) \{ \w+ = .*\}", RegexOptions.Singleline)]
    private static partial Regex Record();
}
