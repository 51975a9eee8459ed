namespace SmartRetail.Client.Access;

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

    /// <summary>Activate models, change settings, read the cluster's figures, and sign in to the console.</summary>
    Operate,

    /// <summary>Read what is known of a customer.</summary>
    Privacy,
}
