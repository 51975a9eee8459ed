using System.Net;
using Microsoft.Extensions.Time.Testing;
using SmartRetail.Client.Access;

namespace SmartRetail.UnitTests.Api;

public sealed class CallBudgetTests
{
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly CallBudget<string> _budget;

    public CallBudgetTests() => _budget = new(_clock);

    [Fact]
    public void Lets_a_sixth_of_a_minute_come_at_once_and_says_when_the_next_may()
    {
        var taken = Enumerable.Range(0, 11).Select(_ => _budget.TryTake("one", perMinute: 60)).ToList();

        Assert.Equal([.. Enumerable.Repeat<TimeSpan?>(null, 10), TimeSpan.FromSeconds(1)], taken);
    }

    [Fact]
    public void Comes_to_the_rate_and_no_more()
    {
        var taken = Enumerable.Range(0, 6_000).Count(_ =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            return _budget.TryTake("one", perMinute: 60) is null;
        });

        Assert.Equal(60 + 9, taken);
    }

    [Fact]
    public void Takes_nothing_from_another_caller()
    {
        _ = _budget.TryTake("one", perMinute: 1);

        Assert.NotNull(_budget.TryTake("one", perMinute: 1));
        Assert.Null(_budget.TryTake("two", perMinute: 1));
    }

    [Fact]
    public void Newcomers_of_a_crowd_share_one_budget()
    {
        for (var caller = 0; caller < CallBudget<string>.MaxCallers; caller++)
        {
            _ = _budget.TryTake($"c-{caller}", perMinute: 1);
        }

        Assert.Null(_budget.TryTake("new", perMinute: 1));
        Assert.NotNull(_budget.TryTake("newer", perMinute: 1));
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010DB800010002")]
    public void Counts_a_network_of_ipv6_as_one_address(string address, string network) =>
        Assert.Equal(network, KeyLimits.ToNetwork(IPAddress.Parse(address)));
}
