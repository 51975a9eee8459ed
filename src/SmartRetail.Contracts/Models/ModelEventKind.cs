namespace SmartRetail.Contracts.Models;

[GenerateSerializer, Alias("ModelEventKind")]
public enum ModelEventKind
{
    /// <summary>It got a version and may be activated.</summary>
    Published = 0,

    /// <summary>It ranks from then on.</summary>
    Activated = 1,

    /// <summary>The gate did not let it live.</summary>
    Rejected = 2,

    /// <summary>It came from another cluster, got a version and may be activated; no gate was asked.</summary>
    Imported = 3,

    /// <summary>All models got a new seal, with their keys wrapped by the newest key.</summary>
    Rewrapped = 4,
}
