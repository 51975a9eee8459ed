using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Customers;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Operations;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Training;

namespace SmartRetail.Contracts;

/// <summary>The one place that turns domain ids into grain keys, and grain keys back.</summary>
public static class RetailGrains
{
    // A store id holds no '/', so the first one ends it, whatever the customer id holds.
    private const char Separator = '/';

    extension(IGrainFactory grains)
    {
        public ICustomerGrain Customer(StoreId store, CustomerId customer) =>
            grains.GetGrain<ICustomerGrain>(CustomerKey(store, customer));

        public IRecommendationGrain Recommendations(StoreId store, CustomerId customer) =>
            grains.GetGrain<IRecommendationGrain>(CustomerKey(store, customer));

        public ICatalogGrain Catalog(StoreId store) => grains.GetGrain<ICatalogGrain>(store.Value);

        public IStorefrontGrain Storefront(StoreId store) => grains.GetGrain<IStorefrontGrain>(store.Value);

        public IModelTrainerGrain ModelTrainer(StoreId store) => grains.GetGrain<IModelTrainerGrain>(store.Value);

        public IModelRegistryGrain ModelRegistry(StoreId store) => grains.GetGrain<IModelRegistryGrain>(store.Value);

        public ITrainingWorkerGrain TrainingWorker(TrainingRunId run, string worker) =>
            grains.GetGrain<ITrainingWorkerGrain>(run.Value + Separator + worker);

        public IOperationsGrain Operations() => grains.GetGrain<IOperationsGrain>("cluster");
    }

    /// <summary>The key that a customer's grains share.</summary>
    public static string CustomerKey(StoreId store, CustomerId customer) => store.Value + Separator + customer.Value;

    /// <summary>Reads a key made by <see cref="CustomerKey"/>.</summary>
    /// <exception cref="FormatException">The key was made elsewhere.</exception>
    public static (StoreId Store, CustomerId Customer) ReadCustomerKey(string key)
    {
        var end = key.IndexOf(Separator, StringComparison.Ordinal);
        return end > 0
            ? (new StoreId(key[..end]), new CustomerId(key[(end + 1)..]))
            : throw new FormatException($"'{key}' is not a customer's grain key");
    }
}
