using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Grains.Shadows;

/// <summary>How a silo ranks with a candidate beside the active model.</summary>
public sealed class ShadowOptions
{
    /// <summary>
    /// Lists of a store that may wait for their comparison in a silo; what comes then is left out, and counted. Each holds what
    /// one customer is ranked by, some kilobytes. Default: 64.
    /// </summary>
    [Range(1, 10_000)]
    public int Queue { get; set; } = 64;
}
