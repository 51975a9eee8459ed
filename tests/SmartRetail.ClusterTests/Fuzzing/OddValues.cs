using System.Collections.Immutable;

namespace SmartRetail.ClusterTests.Fuzzing;

/// <summary>Values that programs stumble over.</summary>
internal static class OddValues
{
    public static readonly ImmutableArray<string> Texts =
    [
        "", " ", "\t", "null", "undefined", "-1", "0", "1", "2147483648", "-9223372036854775808", "18446744073709551616", "1e400",
        "NaN", "-0", "0x10", "1,5", "true", "..", "../../etc/passwd", "a/b", "a\\b", "%", "%2e%2e%2f", "*", "?", "#", "&a=b",
        "' OR 1=1 --", "\"; DROP TABLE interactions; --", "<script>alert(1)</script>", "${jndi:ldap://x}", "{0}", "\0", "\u0001",
        "a\u0000b", "\r\nX: y", "\u202Eabc", "e\u0301", "\uFEFFa", "\U0001F6D2", "\uD800", "\uDC00a", "\u00DF", "\u0130",
        "ZA\u030A\u0327\u0301LGO", new('a', 256), new('a', 257), new('\u20AC', 300), new('x', 20_000), "2026-01-31T09:30:00Z",
        "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00Z", "2026-13-45", "anon-", "AYm7cQI", "r-1", "AAAAAAAAAAAAAAAAAAAAAA==",
    ];

    /// <summary>As they are put into a target, where they need not be text at all.</summary>
    public static readonly ImmutableArray<string> Escapes = ["%ff%fe", "%00", "%ZZ", "%2f", "%25", "%u0041", "%c0%af", "%ed%a0%80"];

    /// <summary>As JSON, where they need not be values at all.</summary>
    public static readonly ImmutableArray<string> Fragments =
    [
        "null", "true", "{}", "[]", "[[]]", "0", "-1", "1e400", "-1e400", "1e-400", "0.1", "1.0", "99999999999999999999999999999999",
        "2147483648", "9223372036854775808", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "NaN", "Infinity", "'a'", "01", "+1", "[1,]", "{\"a\":1,}",
        "// c", "\"\n\"", "\uFEFF{}", "{\"a\":1,\"a\":2}", "{\"__proto__\":{}}", "{\"$type\":\"System.String\"}", "tru", "\"", "{", "[",
        Nested(15), Nested(17), Nested(2_000), Nested(100_000),
        "\"" + new string('y', 100_000) + "\"", "[" + string.Join(',', Enumerable.Repeat("\"a\"", 5_000)) + "]",
    ];

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}
