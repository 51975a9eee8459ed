using Microsoft.Extensions.Time.Testing;
using SmartRetail.Client.Interactions;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.UnitTests.Api;

public sealed class AcknowledgedVersionsTests
{
    private static readonly StoreId Store = new("shop");
    private static readonly CustomerId Customer = new("c-17");
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Knows_the_newest_version_of_each_customer_of_each_store()
    {
        var versions = new AcknowledgedVersions(_clock);

        versions.Note(Store, Customer, 3);
        versions.Note(Store, Customer, 2);

        Assert.Equal(3, versions.Find(Store, Customer));
        Assert.Equal(0, versions.Find(Store, new("c-18")));
        Assert.Equal(0, versions.Find(new("shop2"), Customer));
    }

    [Fact]
    public void Remembers_for_minutes_and_then_forgets()
    {
        var versions = new AcknowledgedVersions(_clock);
        versions.Note(Store, Customer, 3);

        _clock.Advance(TimeSpan.FromMinutes(6));
        versions.Note(Store, new("c-18"), 1);
        var afterMinutes = versions.Find(Store, Customer);
        _clock.Advance(TimeSpan.FromMinutes(6));
        versions.Note(Store, new("c-18"), 2);

        Assert.Equal(3, afterMinutes);
        Assert.Equal(0, versions.Find(Store, Customer));
        Assert.Equal(2, versions.Find(Store, new("c-18")));
    }

    [Fact]
    public void Keeps_the_customers_of_two_generations_and_no_more()
    {
        var versions = new AcknowledgedVersions(_clock, capacity: 10);

        for (var customer = 0; customer < 25; customer++)
        {
            versions.Note(Store, new($"c-{customer}"), 1);
        }

        var known = Enumerable.Range(0, 25).Where(customer => versions.Find(Store, new($"c-{customer}")) == 1);
        Assert.Equal(Enumerable.Range(10, 15), known);
    }

    [Fact]
    public void Leaves_a_request_as_it_is_where_its_caller_knows_as_much()
    {
        var versions = new AcknowledgedVersions(_clock);
        versions.Note(Store, Customer, 3);

        var more = versions.Complete(new RankRequest { LeastProfileVersion = 4 }, Store, Customer);
        var less = versions.Complete(new RankRequest { LeastProfileVersion = 2 }, Store, Customer);

        Assert.Equal((4, 3), (more.LeastProfileVersion, less.LeastProfileVersion));
    }
}
