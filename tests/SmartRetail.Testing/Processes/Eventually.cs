using System.Diagnostics;

namespace SmartRetail.Testing.Processes;

/// <summary>Waits for what other processes bring about, never for a time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns the first value that is as it should be.</summary>
    /// <exception cref="TimeoutException">None was within the time; the message has the last one.</exception>
    public static async Task<T> Get<T>(Func<Task<T>> read, Func<T, bool> isReached, TimeSpan within)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var value = await read();
            if (isReached(value))
            {
                return value;
            }

            if (Stopwatch.GetElapsedTime(started) > within)
            {
                throw new TimeoutException($"After {within.TotalSeconds:0.#} s it is still {value}");
            }

            await Task.Delay(Beat);
        }
    }
}
