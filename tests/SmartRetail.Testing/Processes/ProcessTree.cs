using System.Diagnostics;
using System.Globalization;

namespace SmartRetail.Testing.Processes;

/// <summary>What Linux tells of processes.</summary>
internal static class ProcessTree
{
    /// <summary>The files in a process' memory, by their paths.</summary>
    public static IReadOnlyList<string> MappedFiles(int process) =>
    [
        .. File.ReadLines($"/proc/{process}/maps")
            .Select(line => line.IndexOf('/', StringComparison.Ordinal) is var path and >= 0 ? line[path..] : "")
            .Where(path => path.Length > 0)
            .Distinct(),
    ];

    /// <summary>The processes that a process has started and that live.</summary>
    public static IReadOnlyList<int> Children(int process) =>
    [
        .. Directory.EnumerateDirectories($"/proc/{process}/task")
            .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' '))
            .Where(id => int.TryParse(id, CultureInfo.InvariantCulture, out _))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture)),
    ];

    /// <summary>The processor time that a process and those it has started have taken until now, in all of its threads.</summary>
    public static TimeSpan ProcessorTime(int process)
    {
        using var own = Process.GetProcessById(process);
        return Children(process).Aggregate(own.TotalProcessorTime, (sum, child) => sum + ProcessorTime(child));
    }
}
