using Microsoft.Extensions.DependencyInjection;
using SmartRetail.Contracts;

namespace SmartRetail.Grains.Replicas;

/// <summary>
/// This silo's right to speak for its customers: for <see cref="CatalogLease.Length"/> from the begin of a look at the
/// membership table that found it alive. A silo that was paused for longer than the others wait does not know that its
/// customers live elsewhere by now: it looks first, and answers nothing any more when it has been given up.
/// </summary>
internal sealed class Membership(IServiceProvider services, ILocalSiloDetails silo, TimeProvider clock)
{
    // Some looks fit into it; a request that waits longer is better sent again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly IMembershipTable? _table = services.GetService<IMembershipTable>();
    private readonly CatalogLease _lease = new(clock);

    /// <summary>Whether the others go on without this silo, which is about to end.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Whether this silo is known to be a member.</summary>
    public bool IsCertain => _lease.IsHeld && !IsGivenUp;

    /// <summary>Completes when this silo is known to be a member, which it nearly always is at once.</summary>
    /// <exception cref="SiloUnavailableException">It has been given up: the call belongs elsewhere.</exception>
    /// <exception cref="UnavailableException">That could not be found out.</exception>
    public ValueTask EnsureAsync(CancellationToken cancellationToken) =>
        IsCertain ? ValueTask.CompletedTask : new(WaitAsync(cancellationToken));

    /// <summary>Looks at the membership table; false when this silo has been given up.</summary>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (_table is not null)
        {
            var rows = await _table.ReadRowAsync(silo.SiloAddress, cancellationToken);
            IsGivenUp = rows.TryGet(silo.SiloAddress) is not { Item1.Status: not SiloStatus.Dead };
        }

        return !IsGivenUp;
    }

    /// <param name="lookedAt">The clock's timestamp before the look was begun.</param>
    public void Renew(long lookedAt) => _lease.Renew(lookedAt);

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!IsGivenUp)
            {
                await _lease.WaitAsync(cancellationToken).WaitAsync(Patience, clock, cancellationToken);
            }
        }
        catch (TimeoutException) when (!IsGivenUp)
        {
            throw new UnavailableException("This silo cannot tell whether it is still a member of its cluster", CatalogLease.Length);
        }
        catch (TimeoutException)
        {
            // It has been given up meanwhile.
        }

        if (IsGivenUp)
        {
            throw new SiloUnavailableException($"The cluster has given up silo {silo.SiloAddress}");
        }
    }
}
