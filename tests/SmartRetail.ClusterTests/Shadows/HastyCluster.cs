using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.TestingHost;
using SmartRetail.Grains.Retraining;

namespace SmartRetail.ClusterTests.Shadows;

/// <summary>A cluster whose clocks can be put forward.</summary>
public sealed class HastyCluster : RetailCluster
{
    private readonly HastyClock _clock = new();

    /// <summary>Every silo's time of day is so much later from now on; what they measure goes on as before.</summary>
    public void PutForward(TimeSpan by) => _clock.Ahead += by;

    protected override void Configure(InProcessTestClusterBuilder builder) => builder.ConfigureSilo(
        (_, silo) =>
        {
            silo.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock));
            silo.Configure<RetrainingOptions>(options => options.ClickRateTime = TimeSpan.FromHours(1));
        });

    private sealed class HastyClock : TimeProvider
    {
        private long _ahead;

        public TimeSpan Ahead
        {
            get => new(Volatile.Read(ref _ahead));
            set => Volatile.Write(ref _ahead, value.Ticks);
        }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
