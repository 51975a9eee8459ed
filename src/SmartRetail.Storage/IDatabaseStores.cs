using SmartRetail.Recommender.Access;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Audit;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Privacy;
using SmartRetail.Recommender.Rounds;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.Storage;

/// <summary>The ports on one kind of database.</summary>
internal interface IDatabaseStores : IAsyncDisposable, IDisposable
{
    string Invariant { get; }

    string ConnectionString { get; }

    IInteractionLog Interactions { get; }

    ICustomerSnapshots Snapshots { get; }

    ICustomerMerges Merges { get; }

    ICustomerPrivacy Privacy { get; }

    IErasures Erasures { get; }

    IRetention Retention { get; }

    IImpressionLog Impressions { get; }

    IAttributionFigures Attribution { get; }

    ICatalogStore Catalog { get; }

    IModelStore Models { get; }

    IRoundStore Rounds { get; }

    IImportLedger Imports { get; }

    IApiKeys ApiKeys { get; }

    IAuditTrail Audit { get; }

    ICustomerKeyTable CustomerKeys { get; }
}
