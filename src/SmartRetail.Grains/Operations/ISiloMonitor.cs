using Orleans.Services;
using SmartRetail.Contracts.Operations;

namespace SmartRetail.Grains.Operations;

/// <summary>One silo's figures, whatever its role; one instance a silo, called by silo address.</summary>
[Alias("ISiloMonitor")]
internal interface ISiloMonitor : IGrainService
{
    [Alias("GetFigures"), ResponseTimeout("00:00:01")]
    Task<SiloFigures> GetFigures();
}
