using System.Globalization;
using SmartRetail.Testing;
using SmartRetail.Testing.Processes;

namespace SmartRetail.Benchmarks.Ingest;

/// <summary>What of the machine's processors each side of a call takes: this program, the silo, and the database's server.</summary>
/// <param name="server">Null where the database is in the silo.</param>
internal sealed class ProcessorTimes(SiloProcess silo, PostgresServer? server = null)
{
    public Reading Read() => new(
        Environment.CpuUsage.TotalTime,
        ProcessTree.ProcessorTime(silo.Id),
        server is null ? TimeSpan.Zero : ProcessTree.ProcessorTime(server.Id));

    internal readonly record struct Reading(TimeSpan Client, TimeSpan Silo, TimeSpan Database)
    {
        public static Reading Zero => default;

        public static Reading operator +(Reading left, Reading right) =>
            new(left.Client + right.Client, left.Silo + right.Silo, left.Database + right.Database);

        public Reading Since(Reading before) =>
            new(Client - before.Client, Silo - before.Silo, Database - before.Database);

        /// <summary>Microseconds for each of so many operations.</summary>
        public string Of(double operations) => string.Create(
            CultureInfo.InvariantCulture,
            $"client {Client.TotalMicroseconds / operations:0.0}, silo {Silo.TotalMicroseconds / operations:0.0}, database {Database.TotalMicroseconds / operations:0.0}");
    }
}
