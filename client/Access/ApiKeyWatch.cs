using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Access;

/// <summary>
/// Keeps the process's keys up with the cluster's: a key that is revoked anywhere opens nothing here a moment later. While the
/// cluster does not answer, the keys known last go on opening.
/// </summary>
internal sealed partial class ApiKeyWatch(
    IGrainFactory grains, ApiKeyRing ring, TimeProvider clock, ILogger<ApiKeyWatch> logger) : BackgroundService
{
    // With the call and the grain's own patience, well within the second that a revocation may take.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan UsePeriod = TimeSpan.FromMinutes(1);

    private long _usesToldAt;
    private bool _isAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _usesToldAt = clock.GetTimestamp();
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            try
            {
                await FollowAsync(stoppingToken);
                _isAway = false;
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogOnce(error);
            }
        }
        while (await WaitAsync(timer, stoppingToken));
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (await grains.ApiKeys().Read(ring.Version, cancellationToken) is { } newer)
        {
            ring.Update(newer);
        }

        if (clock.GetElapsedTime(_usesToldAt) >= UsePeriod)
        {
            _usesToldAt = clock.GetTimestamp();
            if (ring.TakeUsed() is { IsEmpty: false } used)
            {
                await grains.ApiKeys().NoteUse(used, cancellationToken);
            }
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void LogOnce(Exception error)
    {
        if (!_isAway)
        {
            LogAway(error.Message);
        }

        _isAway = true;
    }

    [LoggerMessage(LogLevel.Warning, "The keys cannot be read now ({Reason}); those known last go on opening")]
    private partial void LogAway(string reason);
}
