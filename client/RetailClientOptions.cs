using System.ComponentModel.DataAnnotations;
using SmartRetail.Client.Access;

namespace SmartRetail.Client;

/// <summary>How the HTTP API, the shop and the console answer.</summary>
public sealed class RetailClientOptions
{
    /// <summary>
    /// The store that ships with the product. Its customers are published data, so its shop lets a visitor be one of
    /// them; no other store's does.
    /// </summary>
    public const string SampleStore = "sample";

    /// <summary>
    /// Keys that callers may present beside those that the cluster keeps. Outside Development there must be one of either
    /// kind. Default: none.
    /// </summary>
    public IList<ApiKeyOptions> Keys { get; } = [];

    /// <summary>
    /// A key with every scope for every store, honoured only when the environment is Development. Default: none.
    /// </summary>
    public string? DevelopmentKey { get; set; }

    /// <summary>The largest body that is read, in bytes; a larger one is answered with 413. Default: 1 MiB.</summary>
    [Range(1_024, 64 * 1_024 * 1_024)]
    public int MaxBodyBytes { get; set; } = 1_024 * 1_024;

    /// <summary>The largest file that is imported over HTTP or in the console, in bytes as they are sent. Default: 4 GiB.</summary>
    [Range(1_024, 1_024L * 1_024 * 1_024 * 1_024)]
    public long MaxImportBytes { get; set; } = 4L * 1_024 * 1_024 * 1_024;

    /// <summary>How many customers of one batch are recorded at the same time. Default: 32.</summary>
    [Range(1, 1_000)]
    public int MaxFanOut { get; set; } = 32;

    /// <summary>How long a request may take before it is answered with 503. Default: 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a call whose answer is lost is made again, when making it twice does no harm: longer than a dead silo takes
    /// to be noticed, shorter than <see cref="RequestTimeout"/>. Default: 8 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Seeds the pauses between attempts. Default: of the process id, so that processes differ.</summary>
    public int RetrySeed { get; set; } = Environment.ProcessId;

    /// <summary>How long a store that was seen to exist is taken to exist without asking again. Default: 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan StoreLifetime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a console sign-in lasts without use. Default: 8 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan SignInLifetime { get; set; } = TimeSpan.FromHours(8);

    /// <summary>How long a page may speak for the customer whose token it carries. Default: 12 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan CustomerTokenLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>
    /// The path below which the application is, such as /recommendations, where a proxy passes it on with every request. A proxy that
    /// takes it off says so in X-Forwarded-Prefix instead. Default: none.
    /// </summary>
    [RegularExpression("(/[A-Za-z0-9._~-]+)*")]
    public string PathBase { get; set; } = "";

    /// <summary>
    /// The addresses and networks of proxies whose X-Forwarded-For, -Proto, -Host and -Prefix are believed. Default: none.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>
    /// Whether Orleans' own dashboard is at /console/dashboard, for operators of the console; the host adds its services to silos and
    /// client with <c>AddDashboard</c>. Default: no.
    /// </summary>
    public bool HasDashboard { get; set; }

    /// <summary>The store whose products the shop at / shows. Default: sample.</summary>
    [RegularExpression("[a-z0-9-]{1,63}")]
    public string ShopStore { get; set; } = SampleStore;
}
