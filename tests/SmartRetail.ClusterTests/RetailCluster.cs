using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Grains;
using SmartRetail.Grains.Customers;
using SmartRetail.Grains.Operations;
using SmartRetail.Grains.Privacy;
using SmartRetail.Grains.Recommendations;
using SmartRetail.Grains.Retraining;
using SmartRetail.Grains.Replicas;
using SmartRetail.Grains.Training;
using SmartRetail.Hosting.Logging;
using SmartRetail.Recommender.Models;
using SmartRetail.Storage;
using SmartRetail.Testing.Logs;

namespace SmartRetail.ClusterTests;

/// <summary>
/// Two silos in this process over one real database in a folder of its own. The grains, their scheduling, serialization
/// and storage are real; the model and the training worker are scripted.
/// </summary>
public class RetailCluster : IAsyncLifetime
{
    /// <summary>The store that every test shares; each test has customers and products of its own.</summary>
    public static readonly StoreId Store = new("tests");

    private readonly string _folder = Directory.CreateTempSubdirectory("smartretail-").FullName;
    private readonly LoggedLines _log = new();
    private InProcessTestCluster? _cluster;
    private RetailStorage? _storage;

    /// <summary>How many products the store has.</summary>
    protected virtual int Products => 40;

    internal ScriptedModels Models { get; } = new();

    internal FailingLog Log { get; private set; } = null!;

    public RetailStorage Storage => _storage!;

    public InProcessTestCluster Silos => _cluster!;

    public IGrainFactory Grains => _cluster!.Client;

    public async ValueTask InitializeAsync()
    {
        _storage = await RetailStorage.OpenAsync(new() { DataFolder = _folder });
        await _storage.Catalog.CreateStoreAsync(Store);
        await _storage.Catalog.PutAsync(Store, [.. Enumerable.Range(1, Products).Select(Product)]);
        Log = new(_storage.Interactions);
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(_log.WithoutCustomers());
            silo.AddMemoryGrainStorage(GrainStorage.Name);
            silo.UseInMemoryReminderService();
            silo.AddRetailGrains();

            // Fewer than the catalog has, so that lists must be filled by ranking again.
            silo.Configure<RecommendationOptions>(options => options.Candidates = 12);

            silo.Configure<RoundOptions>(options => options.LeastPatience = TimeSpan.FromSeconds(1));

            // A customer who is slow to read is not taken for one whose database is away.
            silo.Configure<CustomerOptions>(options => options.LoadTimeout = TimeSpan.FromSeconds(30));
            silo.Configure<RetrainingOptions>(options => options.Interval = TimeSpan.FromMilliseconds(100));
            silo.Configure<RetentionOptions>(options => options.SettingsInterval = TimeSpan.FromMilliseconds(100));
            silo.Services.Replace(ServiceDescriptor.Singleton(TimeProvider.System));
            silo.Services.AddSingleton<Recommender.Interactions.IInteractionLog>(Log);
            silo.Services.AddSingleton(_storage.Snapshots);
            silo.Services.AddSingleton(_storage.Merges);
            silo.Services.AddSingleton(_storage.Privacy);
            silo.Services.AddSingleton(_storage.Erasures);
            silo.Services.AddSingleton(_storage.Retention);
            silo.Services.AddSingleton(_storage.RejectedRows);
            silo.Services.AddSingleton(_storage.Importer);
            silo.Services.AddSingleton(_storage.Impressions);
            silo.Services.AddSingleton(_storage.Attribution);
            silo.Services.AddSingleton(_storage.Catalog);
            silo.Services.AddSingleton(_storage.ApiKeys);
            silo.Services.AddSingleton(_storage.Audit);
            silo.Services.AddSingleton<IModelStore>(Models);
            silo.Services.AddSingleton(_storage.Rounds);
            AddLoader(silo);
            silo.Services.AddSingleton<ISiloDirectory, OneKind>();
        });
        Configure(builder);
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_cluster is not null)
        {
            await _cluster.StopAllSilosAsync();
            await _cluster.DisposeAsync();
        }

        if (_storage is not null)
        {
            await _storage.DisposeAsync();
        }

        await new UsedPlaces(ClusterSecret.Text, new Dictionary<string, string>(), ["--data", _folder]).NoteAsync();
        Directory.Delete(_folder, recursive: true);
        LogSearch.Require("a cluster in this process", _log.Lines);
    }

    /// <summary>Adds to what every silo and client has.</summary>
    protected virtual void Configure(InProcessTestClusterBuilder builder)
    {
    }

    protected virtual void AddLoader(ISiloBuilder silo) => silo.Services.AddSingleton<IModelLoader>(Models);

    public static Product Product(int number) => new()
    {
        Id = new($"p{number}"),
        Title = $"Product number {number}",
        Category = number % 2 == 0 ? "even" : "odd",
        Price = number,
    };

    /// <summary>Returns when every silo has counted all that the store's log holds: until then scores may still change.</summary>
    public async Task WaitUntilCountedAsync()
    {
        var last = 0L;
        while (await Log.ReadAsync(Store, last, 1_000) is [.., var row])
        {
            last = row.Position;
        }

        foreach (var silo in Silos.Silos)
        {
            var replicas = silo.ServiceProvider.GetRequiredService<StoreReplicas>();
            await Eventually.Get(
                () => Task.FromResult(replicas.Find(Store)?.Counts.Position ?? 0),
                position => position >= last,
                TimeSpan.FromSeconds(10));
        }
    }

    /// <summary>The version that each silo ranks the store with.</summary>
    public IReadOnlyList<ModelVersion?> ModelsOfSilos() =>
    [
        .. Silos.Silos.Select(
            silo => silo.ServiceProvider.GetRequiredService<StoreReplicas>().Find(Store)?.Model?.Version),
    ];

    public static CustomerId NewCustomer() => new(Guid.NewGuid().ToString("N"));

    public static Interaction Interaction(
        CustomerId customer, InteractionKind kind, string product, string? id = null) => new()
        {
            Id = new(id ?? Guid.NewGuid().ToString("N")),
            Customer = customer,
            Kind = kind,
            Product = new(product),
            OccurredAt = TimeProvider.System.GetUtcNow(),
        };

    public Task<RecordReceipt> Record(params Interaction[] interactions) =>
        Grains.Customer(Store, interactions[0].Customer)
            .Record([.. interactions], TestContext.Current.CancellationToken);

    public Task<RecordReceipt> View(CustomerId customer, string product) =>
        Record(Interaction(customer, InteractionKind.View, product));

    public Task<RecommendationList> Recommend(CustomerId customer, RecommendationRequest? request = null) =>
        Grains.Recommendations(Store, customer).Recommend(request ?? new(), TestContext.Current.CancellationToken);
}
