using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using SmartRetail.Contracts;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Privacy;

namespace SmartRetail.Grains.Customers;

/// <summary>What the folds of all customers are read from.</summary>
internal sealed class CustomerFolds(
    IInteractionLog log,
    ICustomerSnapshots snapshots,
    ICustomerMerges merges,
    ICustomerPrivacy privacy,
    IErasures erasures,
    IRetention retention,
    IImpressionLog impressions,
    StoreReplicas replicas,
    Serializer<CustomerFeatures> serializer,
    IOptions<FeatureOptions> featureOptions,
    IOptions<CustomerOptions> options,
    TimeProvider clock,
    ILogger<CustomerFold> logger)
{
    public IInteractionLog Log => log;

    public ICustomerSnapshots Snapshots => snapshots;

    public ICustomerMerges Merges => merges;

    public ICustomerPrivacy Privacy => privacy;

    public IErasures Erasures => erasures;

    public IRetention Retention => retention;

    public IImpressionLog Impressions => impressions;

    public StoreReplicas Replicas => replicas;

    public Serializer<CustomerFeatures> Serializer => serializer;

    public FeatureOptions FeatureOptions { get; } = featureOptions.Value;

    public CustomerOptions Options { get; } = options.Value;

    public TimeProvider Clock => clock;

    public ILogger Logger => logger;

    /// <summary>Returns the customer's fold, which has yet to be loaded.</summary>
    public CustomerFold Open(StoreId store, CustomerId customer) => new(store, customer, this);
}
