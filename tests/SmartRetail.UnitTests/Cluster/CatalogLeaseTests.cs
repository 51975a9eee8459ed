using Microsoft.Extensions.Time.Testing;
using SmartRetail.Grains.Replicas;

namespace SmartRetail.UnitTests.Cluster;

public sealed class CatalogLeaseTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly CatalogLease _lease;

    public CatalogLeaseTests() => _lease = new(_clock);

    [Fact]
    public void Is_not_held_before_the_first_check() => Assert.False(_lease.IsHeld);

    [Fact]
    public void Runs_out_a_length_after_the_check_was_begun_however_long_it_took()
    {
        var begun = _clock.GetTimestamp();
        _clock.Advance(CatalogLease.Length - TimeSpan.FromMilliseconds(1));
        _lease.Renew(begun);

        var before = _lease.IsHeld;
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(before);
        Assert.False(_lease.IsHeld);
    }

    [Fact]
    public void Is_not_shortened_by_a_check_that_was_begun_earlier_and_ended_later()
    {
        var earlier = _clock.GetTimestamp();
        _clock.Advance(CatalogLease.Length / 2);
        _lease.Renew(_clock.GetTimestamp());
        _lease.Renew(earlier);
        _clock.Advance(CatalogLease.Length / 2);

        Assert.True(_lease.IsHeld);
    }

    [Fact]
    public async Task Lets_those_who_wait_go_on_with_the_next_check_that_is_good()
    {
        var old = _clock.GetTimestamp();
        _clock.Advance(CatalogLease.Length * 2);
        var waiting = _lease.WaitAsync(TestContext.Current.CancellationToken);

        _lease.Renew(old);
        var afterTheOld = waiting.IsCompleted;
        _lease.Renew(_clock.GetTimestamp());
        await waiting;

        Assert.False(afterTheOld);
    }
}
