namespace SmartRetail.LoadTests.Scale;

/// <summary>
/// Discrete events of one silo that survives the loss of others, and of its share of the database. By symmetry all survivors
/// fare alike, so one says it for a cluster of any size. Calls of the lost silos' customers come to it once the loss is
/// detected, those that waited all at once; the first of each customer reads the log. Both stations serve first come, first
/// served, with as many servers as processors; service times are exponential around what was measured.
/// </summary>
internal sealed class LossSimulation(ShopScale shop, ScaleConstants constants, MachineShape machine, ClusterSize size, LossPlan plan)
{
    private const double Objective = 50;

    private readonly Random _random = new(plan.Seed);
    private readonly PriorityQueue<Call, double> _events = new();
    private readonly List<(double EndedAt, double Took)> _answers = [];
    private readonly Station _silo = new(machine.Cores);
    private readonly Station _database = new(Math.Max(1, (int)Math.Round(size.Shards * machine.Cores / (double)(plan.Silos - plan.Lost))));

    public LossOutcome Run()
    {
        ScheduleArrivals();
        while (_events.TryDequeue(out var call, out var now))
        {
            Advance(call, now);
        }

        return Judge();
    }

    private void ScheduleArrivals()
    {
        var own = shop.PeakCalls / plan.Silos;
        var taken = own * plan.Lost / (plan.Silos - plan.Lost);

        // A customer in memory calls so often; the first call behind the loss is the one that reads the log.
        var perCustomer = shop.PeakCalls / shop.ActiveCustomers;
        for (var at = Next(own); at < plan.Seconds; at += Next(own))
        {
            Arrive(at, at, DrawKind());
        }

        for (var at = Next(taken); at < plan.Seconds; at += Next(taken))
        {
            var isFirst = _random.NextDouble() < Math.Exp(-perCustomer * at);
            Arrive(Math.Max(at, plan.DetectionSeconds), at, isFirst ? constants.ColdRead : DrawKind());
        }
    }

    private void Arrive(double at, double meantFor, CallCost cost) => _events.Enqueue(new(meantFor, cost, IsInDatabase: cost.Database > 0), at);

    private void Advance(Call call, double now)
    {
        if (call.IsInDatabase)
        {
            _events.Enqueue(call with { IsInDatabase = false }, _database.Serve(now, Exponential(call.Cost.Database / 1_000)));
            return;
        }

        if (!call.IsServed)
        {
            _events.Enqueue(call with { IsServed = true }, _silo.Serve(now, Exponential(call.Cost.Silo / 1_000)));
            return;
        }

        _answers.Add((now, (now - call.MeantFor) * 1_000));
    }

    private LossOutcome Judge()
    {
        var seconds = _answers.Where(answer => answer.EndedAt >= plan.DetectionSeconds && answer.EndedAt < plan.Seconds)
            .GroupBy(answer => (int)answer.EndedAt)
            .OrderBy(second => second.Key)
            .Select(second => (Second: second.Key, P99: Percentile([.. second.Select(answer => answer.Took).Order()])))
            .ToList();
        var late = seconds.Where(second => second.P99 > Objective).Select(second => second.Second + 1).DefaultIfEmpty(0).Max();
        return new(
            Math.Round(seconds.Max(second => second.P99), 1),
            late >= plan.Seconds ? null : late,
            _silo.Busiest(plan.Seconds),
            _database.Busiest(plan.Seconds));
    }

    private CallCost DrawKind()
    {
        if (_random.NextDouble() < shop.WriteShare)
        {
            return constants.Write;
        }

        var read = _random.NextDouble();
        return read < shop.ColdShare ? constants.ColdRead
            : read < shop.ColdShare + shop.RankedShare ? constants.RankedRead
            : constants.KeptRead;
    }

    private double Next(double rate) => rate <= 0 ? double.PositiveInfinity : Exponential(1 / rate);

    private double Exponential(double mean) => -mean * Math.Log(1 - _random.NextDouble());

    private static double Percentile(List<double> sorted) => sorted[(int)Math.Ceiling(sorted.Count * 0.99) - 1];

    private sealed record Call(double MeantFor, CallCost Cost, bool IsInDatabase, bool IsServed = false);
}
