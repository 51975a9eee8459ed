using SmartRetail.LoadTests.Ledgers;

namespace SmartRetail.UnitTests.Loads;

/// <summary>What the load test says of a log that is not as it was acknowledged.</summary>
public sealed class LogAuditTests
{
    private readonly RunLedger _ledger = new("load-1");
    private readonly Breaches _breaches = new();

    [Fact]
    public void Finds_nothing_where_each_acknowledged_interaction_is_there_once()
    {
        var (known, anonymous) = (Send(isAnonymous: false, 2), Send(isAnonymous: true, 1));

        var audit = Audit((known, "1"), (known, "2"), (anonymous, "1"), ("somebody-else", "1"), ("load-12-0", "1"));

        Assert.Equal(0, _breaches.Total);
        Assert.Equal(3, audit.Rows);
    }

    [Fact]
    public void Finds_what_was_acknowledged_and_is_not_there()
    {
        var customer = Send(isAnonymous: false, 3);

        Audit((customer, "1"), (customer, "3"));

        Assert.Equal(1, _breaches[LedgerBreach.Lost]);
        Assert.Equal("Lost: load-1-0 has no 2, which was acknowledged", Assert.Single(_breaches.Descriptions));
    }

    [Fact]
    public void Finds_what_is_there_twice()
    {
        var customer = Send(isAnonymous: false, 1);

        Audit((customer, "1"), (customer, "1"));

        Assert.Equal(1, _breaches[LedgerBreach.Doubled]);
        Assert.Equal(1, _breaches.Total);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("other")]
    public void Finds_what_nobody_has_sent(string id)
    {
        var customer = Send(isAnonymous: false, 1);

        Audit((customer, "1"), (customer, id));

        Assert.Equal(1, _breaches[LedgerBreach.Invented]);
        Assert.Equal(1, _breaches.Total);
    }

    [Fact]
    public void Lets_what_nobody_answered_be_there_or_not()
    {
        var customer = Send(isAnonymous: false, 4);
        _ledger.Doubt(_ledger.Find(customer)!.Value, from: 2, to: 3);

        Audit((customer, "1"), (customer, "3"), (customer, "4"));

        Assert.Equal(0, _breaches.Total);
        Assert.Equal(2, _ledger.Acknowledged);
    }

    [Fact]
    public void Knows_each_of_many_customers_by_name()
    {
        string[] names = [.. Enumerable.Range(0, 5_000).Select(number => Send(isAnonymous: number % 3 == 0, number % 7))];

        Assert.Equal(Enumerable.Range(0, 5_000), names.Select(name => _ledger.Find(name)!.Value));
        Assert.Equal(Enumerable.Range(0, 5_000).Sum(number => number % 7), _ledger.Acknowledged);
    }

    private string Send(bool isAnonymous, int interactions)
    {
        var customer = _ledger.Open(isAnonymous);
        _ledger[customer].Sent = interactions;
        return _ledger.NameOf(customer);
    }

    private LogAudit Audit(params (string Customer, string Id)[] rows)
    {
        var audit = new LogAudit(_ledger, _breaches);
        foreach (var (customer, id) in rows)
        {
            audit.Read(new(customer), new(id));
        }

        audit.Finish();
        return audit;
    }
}
