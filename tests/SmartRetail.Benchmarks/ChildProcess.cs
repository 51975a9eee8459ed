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
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var child = Process.Start(start)!;
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
}
