namespace SmartRetail.Contracts.Models;

/// <summary>Why a candidate no longer ranks beside the active model.</summary>
[GenerateSerializer, Alias("ShadowEnd")]
public enum ShadowEnd
{
    /// <summary>Somebody ended it.</summary>
    Stopped = 0,

    /// <summary>Its time was over.</summary>
    TimeOver = 1,

    /// <summary>It, or another model, was activated: the lists would be compared with those of another one.</summary>
    Activated = 2,
}
