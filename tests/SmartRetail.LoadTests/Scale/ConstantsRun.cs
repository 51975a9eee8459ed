using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;
using SmartRetail.Benchmarks;
using SmartRetail.Benchmarks.Reads;
using SmartRetail.Contracts;
using SmartRetail.LoadTests.Reports;
using SmartRetail.Testing.Processes;

namespace SmartRetail.LoadTests.Scale;

/// <summary>
/// Measures what calls cost and what is kept, on a silo over PostgreSQL with the sample store: processor time of both, so that
/// a machine that does everything at once measures as well as two.
/// </summary>
internal static class ConstantsRun
{
    private const int Customers = 2_000;
    private const int WarmUps = 400;
    private const int Callers = 4;
    private const int Count = 20;
    private const string Path = "v1/stores/sample";

    // USER_HZ is 100 on every Linux that .NET runs on.
    private const double MillisecondsPerTick = 10;

    public static async Task<ScaleConstants> RunAsync(CancellationToken cancellationToken)
    {
        await using var cluster = await LocalCluster.CreateAsync(isDurable: true);
        var silo = await cluster.StartReadyAsync("serving,web", "--sample");
        IReadOnlyList<CustomerId> customers;
        long rows;
        await using (var storage = await cluster.OpenStorageAsync())
        {
            customers = await storage.Interactions.SampleCustomersAsync(new("sample"), Customers + WarmUps, cancellationToken);
            rows = await storage.Interactions.CountAsync(new("sample"), cancellationToken);
        }

        // Code is compiled anew for a while; what is measured must not be that.
        var first = customers.Take(WarmUps).ToList();
        for (var round = 0; round < 8; round++)
        {
            await ViewAsync(first, $"warm-{round}");
            await ReadAsync(first);
        }

        var measured = customers.Skip(WarmUps).ToList();
        var before = await SiloMemory.ReadAsync(silo);
        var cold = await CostAsync(measured.Count, () => ReadAsync(measured));
        var after = await SiloMemory.ReadAsync(silo);
        var kept = await CostAsync(measured.Count * 4, async () =>
        {
            for (var round = 0; round < 4; round++)
            {
                await ReadAsync(measured);
            }
        });
        var write = await CostAsync(measured.Count, () => ViewAsync(measured, "measured"));
        var ranked = await CostAsync(measured.Count, () => ReadAsync(measured));
        return new()
        {
            MeasuredAt = TimeProvider.System.GetUtcNow(),
            Machine = new Dictionary<string, string>
            {
                ["processor"] = Machine.Processor,
                ["cores"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
                ["shared"] = LoadReport.SharedMachine,
                ["runtime"] = RuntimeInformation.FrameworkDescription,
            },
            KeptRead = kept,
            RankedRead = ranked,
            ColdRead = cold,
            Write = write,
            BytesPerCustomer = Math.Round((after.Managed - before.Managed) / (double)measured.Count),
            BytesPerInteraction = Math.Round(await ReadLogBytesAsync(cluster.Database, cancellationToken) / (double)rows, 1),
            BytesPerAnswer = (await silo.Api.GetByteArrayAsync(ListOf(measured[0]), cancellationToken)).Length,
        };

        Task ReadAsync(IReadOnlyList<CustomerId> readers) => ForEachAsync(readers, async customer =>
        {
            using var answer = await silo.Api.GetAsync(ListOf(customer), cancellationToken);
            answer.EnsureSuccessStatusCode();
        });

        Task ViewAsync(IReadOnlyList<CustomerId> viewers, string name) => ForEachAsync(viewers, async customer =>
        {
            var body = $$"""{"interactions":[{"id":"{{name}}","customer":"{{customer}}","kind":"View","product":"85123A"}]}""";
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var answer = await silo.Api.PostAsync(new Uri($"{Path}/interactions", UriKind.Relative), content, cancellationToken);
            answer.EnsureSuccessStatusCode();
        });

        Task ForEachAsync(IReadOnlyList<CustomerId> each, Func<CustomerId, Task> call) => Parallel.ForEachAsync(
            each,
            new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken },
            async (customer, _) => await call(customer));

        async Task<CallCost> CostAsync(int calls, Func<Task> make)
        {
            var (siloBefore, databaseBefore) = (ReadTicks([silo.Id]), ReadTicks(ListPostgres(cluster.Database)));
            await make();
            var (siloAfter, databaseAfter) = (ReadTicks([silo.Id]), ReadTicks(ListPostgres(cluster.Database)));
            return new(
                Math.Round((siloAfter - siloBefore) * MillisecondsPerTick / calls, 3),
                Math.Round((databaseAfter - databaseBefore) * MillisecondsPerTick / calls, 3));
        }
    }

    private static Uri ListOf(CustomerId customer) =>
        new($"{Path}/customers/{Uri.EscapeDataString(customer.Value)}/recommendations?count={Count}", UriKind.Relative);

    private static List<int> ListPostgres(string database)
    {
        var folder = new NpgsqlConnectionStringBuilder(database).Host!;
        var pid = File.ReadLines(System.IO.Path.Combine(folder, "data", "postmaster.pid")).First();
        var postmaster = int.Parse(pid, CultureInfo.InvariantCulture);
        return [postmaster, .. ProcessTree.Children(postmaster)];
    }

    private static long ReadTicks(IEnumerable<int> processes) => processes.Sum(process =>
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    });

    private static async Task<long> ReadLogBytesAsync(string database, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT pg_total_relation_size('interaction')", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
