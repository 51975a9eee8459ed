using System.Buffers;
using Orleans.Runtime;
using SmartRetail.Contracts.Access;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Contracts.Audit;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Customers;
using SmartRetail.Contracts.Imports;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Operations;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;
using SmartRetail.Contracts.Training;

namespace SmartRetail.Contracts;

/// <summary>
/// The one place that turns domain ids into grain keys, and grain keys back. Each grain may throw
/// <see cref="UnavailableException"/> while no silo that hosts it has joined the cluster.
/// </summary>
public static class RetailGrains
{
    // A store id holds no '/', so the first one ends it, whatever the customer id holds.
    private const char Separator = '/';

    private const char Escape = '%';

    // What may end a key where Orleans writes it into a line of its log, from which ids are taken out again; and the escape itself.
    private static readonly SearchValues<char> Escaped = SearchValues.Create("%[](){}<>,;\"' \u0085\u00a0\u1680\u2000\u2001\u2002"
        + "\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000");

    /// <summary>About the time in which a silo starts.</summary>
    private static readonly TimeSpan JoinTime = TimeSpan.FromSeconds(5);

    extension(IGrainFactory grains)
    {
        public ICustomerGrain Customer(StoreId store, CustomerId customer) =>
            Find<ICustomerGrain>(grains, CustomerKey(store, customer));

        public IRecommendationGrain Recommendations(StoreId store, CustomerId customer) =>
            Find<IRecommendationGrain>(grains, CustomerKey(store, customer));

        public ICatalogGrain Catalog(StoreId store) => Find<ICatalogGrain>(grains, store.Value);

        public IImportGrain Imports(StoreId store) => Find<IImportGrain>(grains, store.Value);

        public IStoreGrain Store(StoreId store) => Find<IStoreGrain>(grains, store.Value);

        public IAttributionGrain Attribution(StoreId store) => Find<IAttributionGrain>(grains, store.Value);

        public IPrivacyGrain Privacy(StoreId store) => Find<IPrivacyGrain>(grains, store.Value);

        public IStorefrontGrain Storefront(StoreId store) => Find<IStorefrontGrain>(grains, store.Value);

        public IModelTrainerGrain ModelTrainer(StoreId store) => Find<IModelTrainerGrain>(grains, store.Value);

        public IModelRegistryGrain ModelRegistry(StoreId store) => Find<IModelRegistryGrain>(grains, store.Value);

        public ITrainingWorkerGrain TrainingWorker(TrainingRunId run, string worker) =>
            Find<ITrainingWorkerGrain>(grains, run.Value + Separator + worker);

        public IOperationsGrain Operations() => Find<IOperationsGrain>(grains, "cluster");

        public IAuditGrain Audit() => Find<IAuditGrain>(grains, "cluster");

        public IApiKeysGrain ApiKeys() => Find<IApiKeysGrain>(grains, "cluster");
    }

    // Orleans finds out by the silos that are there, and takes a grain that none of them hosts for a wrong argument. It reads
    // the attributes of the interface anew for each reference, which costs more than the reference: it is asked again once in a
    // while.
    private static T Find<T>(IGrainFactory grains, string key)
        where T : class, IGrainWithStringKey
    {
        if (Found<T>.Last is { } found && found.IsGoodFor(grains))
        {
            return found.Refer(grains, key);
        }

        try
        {
            var grain = grains.GetGrain<T>(key);
            if (grain is GrainReference reference)
            {
                Found<T>.Last = new(grains, reference);
            }

            return grain;
        }
        catch (ArgumentException error) when (error.GetType() == typeof(ArgumentException))
        {
            throw new UnavailableException("No silo that could answer has joined the cluster", JoinTime);
        }
    }

    /// <summary>The key that a customer's grains share. It holds no space, bracket, quotation mark, comma or semicolon.</summary>
    public static string CustomerKey(StoreId store, CustomerId customer)
    {
        var isPlain = customer.Value.AsSpan().IndexOfAny(Escaped) < 0;
        return store.Value + Separator + (isPlain ? customer.Value : Uri.EscapeDataString(customer.Value));
    }

    /// <summary>Returns the store's part of a key made by <see cref="CustomerKey"/>, in UTF-8 as the key is.</summary>
    public static ReadOnlySpan<byte> ReadStore(ReadOnlySpan<byte> key)
    {
        var end = key.IndexOf((byte)Separator);
        return end < 0 ? key : key[..end];
    }

    /// <summary>Reads a key made by <see cref="CustomerKey"/>.</summary>
    /// <exception cref="FormatException">The key was made elsewhere.</exception>
    public static (StoreId Store, CustomerId Customer) ReadCustomerKey(string key)
    {
        var end = key.IndexOf(Separator, StringComparison.Ordinal);
        if (end <= 0)
        {
            throw new FormatException("A customer's grain has a key that was made elsewhere");
        }

        var customer = key[(end + 1)..];
        return (new(key[..end]), new(customer.Contains(Escape, StringComparison.Ordinal) ? Uri.UnescapeDataString(customer) : customer));
    }

    /// <summary>How the references to one kind of grain are made.</summary>
    private sealed class Found<T>(IGrainFactory grains, GrainReference example)
        where T : class, IGrainWithStringKey
    {
        private const long LifetimeMs = 1_000;

        private readonly GrainType _type = example.GrainId.Type;
        private readonly GrainInterfaceType _interface = example.InterfaceType;
        private readonly long _end = Environment.TickCount64 + LifetimeMs;

        /// <summary>What was found last in this process; another cluster's is told from it.</summary>
        public static Found<T>? Last { get; set; }

        public bool IsGoodFor(IGrainFactory asked) => ReferenceEquals(asked, grains) && Environment.TickCount64 < _end;

        public T Refer(IGrainFactory asked, string key) => (T)asked.GetGrain(GrainId.Create(_type, key), _interface);
    }
}
