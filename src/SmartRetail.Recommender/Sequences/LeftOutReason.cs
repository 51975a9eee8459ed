namespace SmartRetail.Recommender.Sequences;

/// <summary>Why preparation left an interaction out, in the order in which it asks.</summary>
public enum LeftOutReason
{
    /// <summary>Its kind is no step of a sequence, or it names no product.</summary>
    Kind,

    /// <summary>Its customer does not agree to be learned from.</summary>
    Consent,

    /// <summary>Its product is no longer to be recommended.</summary>
    RemovedProduct,

    /// <summary>Its customer acts faster than people do.</summary>
    Bot,

    /// <summary>The customer did the same to the same product a moment before.</summary>
    Duplicate,

    /// <summary>Its product, or in a core its customer, has too few interactions.</summary>
    Rare,

    /// <summary>It repeats the product before it.</summary>
    Repeat,

    /// <summary>The customer has more newer ones than are kept.</summary>
    Old,

    /// <summary>Its customer has too few that are left.</summary>
    SmallCustomer,
}
