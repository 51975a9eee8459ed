using System.Globalization;

namespace SmartRetail.LoadTests.Measures;

/// <summary>What Linux tells of the processes of a run: processor time, memory, open files. On other systems it tells nothing.</summary>
/// <param name="processes">Those there are at the moment, with their names; of a name with several ids the sum.</param>
internal sealed class ProcessWatch(Func<IReadOnlyList<(string Name, IReadOnlyList<int> Ids)>> processes)
{
    // USER_HZ is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;
    private static readonly double PageMebibytes = Environment.SystemPageSize / 1_048_576.0;

    private readonly Dictionary<int, long> _ticks = [];
    private TimeSpan _at;

    public IReadOnlyList<ProcessSample> Take(TimeSpan now)
    {
        var passed = (now - _at).TotalSeconds;
        _at = now;
        return [.. processes().Select(process => Sum(process.Name, process.Ids, passed))];
    }

    private ProcessSample Sum(string name, IReadOnlyList<int> ids, double passed)
    {
        var (ticks, own, shared, handles) = (0L, 0L, 0L, 0);
        foreach (var id in ids)
        {
            try
            {
                var used = ReadTicks(id);

                // Of one that is seen for the first time nobody knows since when.
                ticks += used - _ticks.GetValueOrDefault(id, used);
                _ticks[id] = used;
                var pages = ReadPages(id);
                own += pages.Own;
                shared = Math.Max(shared, pages.Shared);
                handles += Directory.GetFiles($"/proc/{id}/fd").Length;
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It has ended, or is another's.
            }
        }

        return new(name, Math.Round(ticks / TicksPerSecond / passed, 3), Math.Round((own + shared) * PageMebibytes, 1), handles);
    }

    private static long ReadTicks(int process)
    {
        // The name, in brackets, may hold blanks; user and system time are fields 14 and 15.
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    // A database server is many processes around one cache: its pages count once.
    private static (long Own, long Shared) ReadPages(int process)
    {
        var fields = File.ReadAllText($"/proc/{process}/statm").Split(' ');
        var shared = long.Parse(fields[2], CultureInfo.InvariantCulture);
        return (long.Parse(fields[1], CultureInfo.InvariantCulture) - shared, shared);
    }
}
