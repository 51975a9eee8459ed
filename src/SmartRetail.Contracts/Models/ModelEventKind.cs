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
}
