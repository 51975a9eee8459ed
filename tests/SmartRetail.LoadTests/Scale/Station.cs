namespace SmartRetail.LoadTests.Scale;

/// <summary>Some servers with one queue, first come, first served; asked in the order of arrival.</summary>
internal sealed class Station
{
    private readonly int _servers;
    private readonly PriorityQueue<int, double> _free = new();
    private readonly List<double> _work = [];

    public Station(int servers)
    {
        _servers = servers;
        for (var server = 0; server < servers; server++)
        {
            _free.Enqueue(server, 0);
        }
    }

    /// <summary>Returns when a call is done that comes now and needs so long; in seconds.</summary>
    public double Serve(double now, double takes)
    {
        _free.TryDequeue(out var server, out var free);
        var (start, end) = (Math.Max(now, free), Math.Max(now, free) + takes);
        _free.Enqueue(server, end);
        for (var at = start; at < end; at = Math.Floor(at) + 1)
        {
            while (_work.Count <= (int)at)
            {
                _work.Add(0);
            }

            _work[(int)at] += Math.Min(end, Math.Floor(at) + 1) - at;
        }

        return end;
    }

    /// <summary>Returns how busy the servers were in the busiest second before a time, as a share.</summary>
    public double Busiest(double before) => Math.Round(_work.Take((int)before).DefaultIfEmpty(0).Max() / _servers, 3);
}
