using Microsoft.Extensions.Logging;
using SmartRetail.Contracts.Operations;

namespace SmartRetail.Grains.Operations;

/// <summary>This silo's end of <see cref="ISiloMonitor"/>.</summary>
[Orleans.Concurrency.Reentrant]
internal sealed class SiloMonitor(GrainId id, Silo silo, ILoggerFactory loggers, ServingMeters meters)
    : GrainService(id, silo, loggers), ISiloMonitor
{
    public Task<SiloFigures> GetFigures() => Task.FromResult(meters.Read());
}
