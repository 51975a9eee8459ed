using SmartRetail.Testing.Processes;

namespace SmartRetail.Benchmarks.Reads;

/// <summary>
/// What a cached recommendation costs over HTTP beside an endpoint that returns the same bytes from memory, on a server with
/// the same settings: 64 callers and one, in turns.
/// </summary>
internal static class HttpReadBenchmark
{
    private const int Callers = 64;
    private const int Count = 10;
    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(BenchmarkArguments arguments)
    {
        await using var silo = await ReadStore.StartSiloAsync();
        await using var bare = await BareProcess.StartAsync();
        var paths = Enumerable.Range(0, ReadStore.Customers).Select(PathOf).ToArray();
        await Parallel.ForAsync(0, paths.Length, async (number, _) => await ReadAsync(silo.Process.Api, paths[number]));
        var answer = await ReadAsync(silo.Process.Api, paths[0]);
        var bytes = new ByteArrayContent(answer);
        using (var kept = await bare.Http.PutAsync(new Uri(BareSilo.Path, UriKind.Relative), bytes))
        {
            kept.EnsureSuccessStatusCode();
        }

        var path = new Uri(BareSilo.Path, UriKind.Relative);
        var report = new BenchmarkReport("http-read");
        report.AddCondition("customers", ReadStore.Customers);
        report.AddCondition("bytes of an answer", answer.Length);
        report.AddCondition("lists recorded as shown", $"1 in {1 / ReadStore.ImpressionShare:0}");
        var share = (arguments.Duration ?? DefaultDuration) / 2;
        var (many, bareMany) = (Reader(Callers), BareReader(Callers));
        await many.RunAsync(WarmUp);
        await bareMany.RunAsync(WarmUp);
        var (own, other) = await ReadFigures.CompareAsync(share, Turn, many, bareMany);
        report.AddRate($"{Callers} callers, reads/s", own.Rate, other.Rate);
        report.AddCost($"{Callers} callers, p99 us", own.P99 * 1_000, other.P99 * 1_000);
        (own, other) = await ReadFigures.CompareAsync(share, Turn, Reader(1), BareReader(1));
        report.AddCost("1 caller, mean us", own.Mean * 1_000, other.Mean * 1_000);
        report.AddCost("1 caller, p99 us", own.P99 * 1_000, other.P99 * 1_000);
        await report.WriteAsync(arguments);

        ReadCallers Reader(int callers) =>
            new(callers, paths.Length, number => ReadAsync(silo.Process.Api, paths[number]));

        ReadCallers BareReader(int callers) => new(callers, paths.Length, _ => ReadAsync(bare.Http, path));
    }

    private static async Task<byte[]> ReadAsync(HttpClient http, Uri path)
    {
        using var answer = await http.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static Uri PathOf(int number) => new(
        $"v1/stores/{ReadStore.Store}/customers/{ReadStore.CustomerOf(number)}/recommendations?count={Count}",
        UriKind.Relative);
}
