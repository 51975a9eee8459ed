namespace SmartRetail.Contracts.Recommendations;

/// <summary>Why a recorded list cannot be ranked again: something that it was made of is not there any more as it was then.</summary>
[GenerateSerializer, Alias("ReplayObstacle")]
public enum ReplayObstacle
{
    /// <summary>Interactions that were counted then are gone from the log, by age or erasure.</summary>
    CountsNotKept = 1,

    /// <summary>What was asked for: it is kept of single lists, and not of slots of a page or of given products.</summary>
    RequestNotKept = 2,

    /// <summary>That version of the catalog is older than the changes that can be undone.</summary>
    CatalogNotKept = 3,

    /// <summary>That version of the settings is older than those that are kept.</summary>
    SettingsNotKept = 4,

    /// <summary>The model's artifact is gone, or does not verify.</summary>
    ModelNotKept = 5,

    /// <summary>Interactions of the customer's version are gone from the log, by age or erasure.</summary>
    ProfileNotKept = 6,

    /// <summary>The customer was merged with another one: whose interactions counted then cannot be told.</summary>
    ProfileMerged = 7,

    /// <summary>
    /// The catalog or the counts changed while it was ranked, and which part was read before cannot be told; or the model did not
    /// answer in time.
    /// </summary>
    ChangedMeanwhile = 8,

    /// <summary>The log up to there is longer than a silo counts again for one list.</summary>
    LogTooLong = 9,
}
