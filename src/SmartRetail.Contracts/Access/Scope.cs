namespace SmartRetail.Contracts.Access;

/// <summary>What a key may do. Requests and settings name them in lower case.</summary>
public enum Scope
{
    /// <summary>Read products, popular and similar lists, and recommendations.</summary>
    Recommend,

    /// <summary>Record interactions.</summary>
    Record,

    /// <summary>Change the catalog.</summary>
    Catalog,

    /// <summary>Start, watch and cancel training runs; list models.</summary>
    Train,

    /// <summary>
    /// Activate models, change settings, read the cluster's figures and the audit trail, sign in to the console; and, with a
    /// key for all stores, make and revoke keys of the scopes that it has itself.
    /// </summary>
    Operate,

    /// <summary>Read, export and erase what is known of a customer.</summary>
    Privacy,
}
