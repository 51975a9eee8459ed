using System.Diagnostics;

namespace SmartRetail.Benchmarks;

/// <summary>
/// Starts this program again for one side of a comparison: allocator settings, peak memory and the warmth of the code
/// belong to a process.
/// </summary>
internal static class ChildProcess
{
    /// <summary>Hands each line of the child's output to <paramref name="read"/>; what it writes as errors is shown.</summary>
    public static async Task RunAsync(string[] arguments, Action<string> read)
    {
        using var child = Start(arguments);
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            read(line);
        }

        await child.WaitForExitAsync();
        if (child.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended with {child.ExitCode}");
        }
    }

    /// <summary>Starts it and returns at once; what goes in and comes out is the caller's.</summary>
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
