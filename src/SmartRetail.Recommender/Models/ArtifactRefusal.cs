namespace SmartRetail.Recommender.Models;

/// <summary>What is wrong with an artifact that is refused.</summary>
public enum ArtifactRefusal
{
    /// <summary>It has no seal, or none that can be read.</summary>
    Unsealed = 0,

    /// <summary>Its seal is not signed by a key that this cluster trusts.</summary>
    Forged = 1,

    /// <summary>A file is missing, cut short or not the one that was sealed.</summary>
    Torn = 2,

    /// <summary>It was sealed for another store.</summary>
    Foreign = 3,

    /// <summary>It is another version, or an older seal of this one, put in the newer one's place.</summary>
    Replayed = 4,

    /// <summary>Its data key is wrapped with a key that the key file does not have.</summary>
    KeyUnknown = 5,
}
