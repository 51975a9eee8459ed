using System.Collections.Concurrent;

namespace SmartRetail.Testing.Logs;

/// <summary>
/// What logs were found to hold. A log is searched when its process is disposed of, often since the test has failed: thrown
/// there, a leak would take the place of the test's own error. So it is kept for the end of the test, which then has both.
/// </summary>
public static class Leaks
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<LeakException>> Kept = new(StringComparer.Ordinal);

    /// <summary>
    /// Tells the test whose code runs now and whose end is awaited by something that calls <see cref="Take"/>; null where there
    /// is none, and a leak is thrown at once. Set once, as the program begins.
    /// </summary>
    public static Func<string?> RunningTest { get; set; } = () => null;

    /// <exception cref="LeakException">No test runs that would tell of it when it ends.</exception>
    public static void Report(LeakException leak)
    {
        if (RunningTest() is not { } test)
        {
            throw leak;
        }

        Kept.GetOrAdd(test, _ => new()).Enqueue(leak);
    }

    /// <summary>Returns what was kept for the test; the next call returns nothing.</summary>
    public static IReadOnlyList<LeakException> Take(string test) => Kept.TryRemove(test, out var leaks) ? [.. leaks] : [];
}
