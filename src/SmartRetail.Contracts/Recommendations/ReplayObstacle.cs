namespace SmartRetail.Contracts.Recommendations;

/// <summary>Something that a list was ranked from and that is not there any more as it was then.</summary>
[GenerateSerializer, Alias("ReplayObstacle")]
public enum ReplayObstacle
{
    /// <summary>The popularity and the transitions of that moment: counts go on and keep no past.</summary>
    CountsNotKept = 1,

    /// <summary>What the request left out or asked for beyond its slot.</summary>
    RequestNotKept = 2,

    /// <summary>The catalog has changed since, and keeps no past version.</summary>
    CatalogChanged = 3,

    /// <summary>That version of the settings is older than those that are kept.</summary>
    SettingsNotKept = 4,

    /// <summary>The model's artifact is gone, or does not verify.</summary>
    ModelNotKept = 5,

    /// <summary>Interactions of the customer's version are gone from the log, by age or erasure.</summary>
    ProfileNotKept = 6,

    /// <summary>The customer was merged with another one: whose interactions counted then cannot be told.</summary>
    ProfileMerged = 7,
}
