using System.Buffers;
using System.Text.RegularExpressions;

namespace SmartRetail.Testing.Logs;

/// <summary>
/// Looks for what no log may hold. An id of eight characters or more with a digit among them is looked for wherever it stands; one
/// that could be any word or number, where a log would name a customer: behind that word, in a grain's key, in a path. Secrets
/// are looked for everywhere, but for the line in which a Development process shows its own. What stands behind the word "store"
/// names one: a fuzzer gives stores and customers the same odd names.
/// </summary>
public static partial class LogSearch
{
    private const int LeastTellable = 8;
    private const string ShownKey = "(every scope, Development only)";

    /// <summary>Fails the test that runs, or throws where none does, when a line holds something.</summary>
    /// <param name="source">Whose log it is, for the message.</param>
    public static void Require(string source, IReadOnlyCollection<string> lines)
    {
        var found = Find(lines);
        if (found.Count > 0)
        {
            Leaks.Report(new($"The log of {source} names what it must not:\n{string.Join('\n', found.Take(20))}"));
        }
    }

    /// <summary>Returns the lines that hold something, with what it is.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyCollection<string> lines)
    {
        var customers = UsedTexts.Customers;
        var tellable = SearchValues.Create([.. customers.Where(IsTellable)], StringComparison.Ordinal);
        var secrets = SearchValues.Create([.. UsedTexts.Secrets], StringComparison.Ordinal);
        var others = customers.Where(customer => !IsTellable(customer)).ToHashSet(StringComparer.Ordinal);
        var found = new List<string>();
        foreach (var line in lines)
        {
            if (line.AsSpan().ContainsAny(secrets) && !line.EndsWith(ShownKey, StringComparison.Ordinal))
            {
                found.Add($"a secret: {line}");
            }
            else if (Store().Replace(line, "store ").AsSpan().ContainsAny(tellable))
            {
                found.Add($"a customer: {line}");
            }
            else if (Named().Matches(line).Any(match => match.Groups["id"].Captures.Any(id => others.Contains(id.Value))))
            {
                found.Add($"a customer, by a short id: {line}");
            }
        }

        return found;
    }

    private static bool IsTellable(string customer) => customer.Length >= LeastTellable && customer.Any(char.IsAsciiDigit);

    // "Loaded store 17: 0 products", but no path: /stores/17
    [GeneratedRegex(@"\bstore [\w.~+:-]*\w", RegexOptions.CultureInvariant)]
    private static partial Regex Store();

    // customer 17, customer=17, "customer":"17", customer/store/17, recommendation/store/17@…, /customers/17/profile
    [GeneratedRegex(
        """(?i)(customers?"?|recommendation)\W{1,4}(?<id>[\w.~+:-]*\w)(/(?<id>[\w.~+:-]*\w))?""", RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}

/// <summary>A log holds a secret or an id of a customer.</summary>
public sealed class LeakException(string message) : Exception(message);
