using System.Globalization;
using System.Text;

namespace SmartRetail.LoadTests.Scale;

/// <summary>Writes docs/scale.md: what shops of three sizes need, and what they lose when silos die.</summary>
internal static class ScaleDocument
{
    // Beyond it a loss is over, or never is.
    private const double SimulatedSeconds = 40;

    private static readonly long[] Customers = [1_000_000, 100_000_000, 1_000_000_000];

    /// <param name="detectionSeconds">The longest unavailability measured with a killed silo.</param>
    /// <param name="source">The file that the constants come from.</param>
    public static string Write(ScaleConstants constants, double detectionSeconds, string source)
    {
        var machine = new MachineShape();
        var sizes = Customers.Select(customers => ClusterSize.Of(new(customers), constants, machine)).ToList();
        var text = new StringBuilder();
        text.Append(Invariant(
            $"""
            # How large a cluster has to be

            Made by a command of the load test from `{source}`; do not edit.

            ```
            dotnet run -c Release --project tests/SmartRetail.LoadTests -- scale --constants {source} --detection {detectionSeconds:0.#} --out docs/scale.md
            ```

            What was measured is marked so, what is assumed is said to be. Nothing here was run at these sizes: it is arithmetic and a
            simulation on figures of one machine, and tells orders of magnitude.

            ## Measured

            {constants.MeasuredAt:yyyy-MM-dd}, {constants.Machine["processor"]}, {constants.Machine["cores"]} cores; {constants.Machine["shared"]}. Ranked by
            counts, with no model active: 3,251 products.

            | | Silo, ms of a processor | Database, ms of a processor |
            | --- | --- | --- |
            | recommendation, kept | {constants.KeptRead.Silo:0.00} | {constants.KeptRead.Database:0.00} |
            | recommendation after an interaction | {constants.RankedRead.Silo:0.00} | {constants.RankedRead.Database:0.00} |
            | recommendation, customer not in memory | {constants.ColdRead.Silo:0.00} | {constants.ColdRead.Database:0.00} |
            | interaction, durable | {constants.Write.Silo:0.00} | {constants.Write.Database:0.00} |

            {constants.BytesPerCustomer:N0} managed bytes for each active customer, {constants.BytesPerInteraction:N0} bytes for each interaction in PostgreSQL with its indexes,
            {constants.BytesPerAnswer:N0} bytes of an answer with 20 products.

            ## Assumed

            {sizes[0].Shop.DailyShare:P0} of the customers come on a day and make {sizes[0].Shop.CallsPerVisit:0} calls, one write for four reads; the busiest hour has {sizes[0].Shop.PeakFactor:0} times the average;
            customers are in memory for {sizes[0].Shop.MinutesInMemory:0} minutes a visit and interactions in the log for {sizes[0].Shop.DaysKept:0} days. Machines have {machine.Cores} processors, at most {machine.Busy:P0} busy at the
            peak, silos {machine.Gibibytes:0} GiB, at most {machine.Full:P0} full of customers, databases {machine.DiskTebibytes:0} TiB of disk.

            ## Sizes

            | Customers | Calls/s at the peak | Busy cores: silos, database | Silo machines | Memory of customers | Database machines | Log of a year | Answers |
            | --- | --- | --- | --- | --- | --- | --- | --- |

            """));
        foreach (var size in sizes)
        {
            text.Append(Invariant(
                $"| {size.Shop.Customers:N0} | {size.Shop.PeakCalls:N0} | {size.SiloCores:N1}, {size.DatabaseCores:N1} | {size.Silos:N0}{(size.IsBoundByMemory ? " (memory)" : "")} | {size.MemoryGibibytes:N1} GiB | {size.Shards:N0} | {size.LogTebibytes:N2} TiB | {size.AnswerGigabits:N2} Gbit/s |\n"));
        }

        var (limit, byDisk) = ClusterSize.DatabaseLimit(constants, machine);
        text.Append(Invariant(
            $"""

            One PostgreSQL database is what the platform has today, and what gives way first as a shop grows: at {limit / 1e6:N0} million customers
            one machine's {(byDisk ? "disk is full of the year's log" : "processors are as busy as they may be")}. More of them would need the log split by customer, as the keys of customers
            already would allow; each silo reads the whole catalog, which customers do not enlarge.

            ## When silos die

            A simulation, event by event, of one survivor and its share of the database: its own calls, and those of the lost silos'
            customers, which come all at once when the loss is detected; the first call of each of them reads the log anew.

            | Customers | Silos | Lost | Worst p99 of a second after detection, ms | p99 below 50 ms again after | Survivor's processors, busiest second | Its share of the database | Gives way first |
            | --- | --- | --- | --- | --- | --- | --- | --- |

            """));
        foreach (var size in sizes)
        {
            foreach (var lost in new[] { 1, Math.Max(1, size.Silos / 3), Math.Max(1, size.Silos / 2) }.Distinct())
            {
                var plan = new LossPlan(size.Silos, lost, detectionSeconds, SimulatedSeconds, Seed: 1);
                var outcome = new LossSimulation(size.Shop, constants, machine, size, plan).Run();
                text.Append(Invariant(
                    $"| {size.Shop.Customers:N0} | {size.Silos:N0} | {lost:N0} | {outcome.PeakP99:N0} | {(outcome.SecondsUntilCalm is { } calm ? Invariant($"{calm:0} s") : "never")} | {outcome.SiloBusy:P0} | {outcome.DatabaseBusy:P0} | {outcome.FirstToBreak} |\n"));
            }
        }

        text.Append(Invariant(
            $"""

            Until the loss is detected ({detectionSeconds:0.#} s, measured with a silo killed under load) the lost customers' calls wait; that wait is a part of
            the worst p99. The simulation has no network, no garbage collection, and no directory that moves: those add to it.

            """));
        return text.ToString();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
