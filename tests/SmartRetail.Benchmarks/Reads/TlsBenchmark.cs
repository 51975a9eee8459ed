using SmartRetail.Benchmarks.Clusters;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Hosting.Cluster;
using SmartRetail.Hosting.Tls;
using SmartRetail.Testing;

namespace SmartRetail.Benchmarks.Reads;

/// <summary>
/// What TLS with certificates on both sides costs a client outside the cluster: cached recommendations from a silo over an encrypted
/// connection beside the same from a silo over a bare one, 64 callers and one, customers at random, in turns.
/// </summary>
internal static class TlsBenchmark
{
    private const int Callers = 64;
    private const int Count = 20;
    private const int Customers = 5_000;
    private const string Section = "SmartRetail__Cluster__Tls__";
    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly RecommendationRequest Request = new() { Count = Count };

    public static async Task RunAsync(BenchmarkArguments arguments)
    {
        var folder = Directory.CreateTempSubdirectory("smartretail-tls-");
        using var certificates = new ClusterCertificates(folder.FullName);
        var cluster = new ClusterMemberOptions().ClusterId;
        var (ofSilo, ofWeb) = (certificates.Issue($"silo.{cluster}"), certificates.Issue($"web.{cluster}"));
        await using var silo = await ReadStore.StartSiloAsync(variables: new Dictionary<string, string>
        {
            [Section + nameof(ClusterTlsOptions.CertificateFile)] = ofSilo.Certificate,
            [Section + nameof(ClusterTlsOptions.KeyFile)] = ofSilo.Key,
            [Section + nameof(ClusterTlsOptions.AuthorityFile)] = certificates.AuthorityFile,
        });
        await using var bareSilo = await ReadStore.StartSiloAsync();
        await using var client = await silo.ConnectAsync(new()
        {
            CertificateFile = ofWeb.Certificate,
            KeyFile = ofWeb.Key,
            AuthorityFile = certificates.AuthorityFile,
        });
        await using var bareClient = await bareSilo.ConnectAsync();
        var (encrypted, bare) = (await GrainsOf(client), await GrainsOf(bareClient));

        var report = new BenchmarkReport("tls");
        report.AddCondition("customers", Customers);
        report.AddCondition("products in a list", Count);
        report.AddCondition("baseline", "the same without TLS");
        var share = (arguments.Duration ?? DefaultDuration) / 2;
        var (many, bareMany) = (Reader(Callers, encrypted), Reader(Callers, bare));
        await many.RunAsync(WarmUp);
        await bareMany.RunAsync(WarmUp);
        await ReadFigures.CompareAsync(report, Callers, share, Turn, many, bareMany);
        await ReadFigures.CompareAsync(report, 1, share, Turn, Reader(1, encrypted), Reader(1, bare));
        await report.WriteAsync(arguments);
        folder.Delete(recursive: true);
    }

    /// <summary>Returns them when each has ranked once.</summary>
    private static async Task<IRecommendationGrain[]> GrainsOf(RetailClient client)
    {
        var grains = Enumerable.Range(0, Customers)
            .Select(number => client.Grains.Recommendations(ReadStore.Store, ReadStore.CustomerOf(number)))
            .ToArray();
        await Parallel.ForEachAsync(grains, async (grain, _) => await grain.Recommend(Request, CancellationToken.None));
        return grains;
    }

    private static ReadCallers Reader(int callers, IRecommendationGrain[] grains) =>
        new(callers, grains.Length, number => grains[number].Recommend(Request, CancellationToken.None));
}
