using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage.Writing;

namespace SmartRetail.UnitTests.Storage.Writing;

public sealed class RecentAppendsTests
{
    private static readonly StoreId Store = new("shop");
    private static readonly StoreId OtherStore = new("other-shop");
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly RecentAppends _recent = new(capacity: 6);

    [Fact]
    public void Returns_a_stores_rows_behind_a_position_up_to_the_limit()
    {
        _recent.Add(11, [Row(Store), Row(OtherStore), Row(Store)]);
        _recent.Add(14, [Row(Store), Row(Store)]);

        Assert.Equal([11, 13, 14, 15], Read(10));
        Assert.Equal([13, 14], Read(11, limit: 2));
        Assert.Equal([15], Read(14));
        Assert.Equal([12], Read(10, store: OtherStore));
    }

    [Fact]
    public void Knows_nothing_behind_a_position_before_its_rows()
    {
        _recent.Add(11, [Row(Store)]);

        Assert.Empty(Read(9));
    }

    [Fact]
    public void Forgets_what_is_before_a_gap()
    {
        _recent.Add(11, [Row(Store)]);
        _recent.Add(13, [Row(Store)]);

        Assert.Empty(Read(10));
        Assert.Empty(Read(11));
        Assert.Equal([13], Read(12));
    }

    [Fact]
    public void Forgets_everything_when_positions_begin_anew()
    {
        _recent.Add(11, [Row(Store), Row(Store)]);
        _recent.Add(5, [Row(Store)]);

        Assert.Equal([5], Read(4));
        Assert.Empty(Read(10));
    }

    [Fact]
    public void Keeps_no_more_rows_than_its_capacity()
    {
        _recent.Add(1, [Row(Store), Row(Store), Row(Store)]);
        _recent.Add(4, [Row(Store), Row(Store), Row(Store), Row(Store)]);

        Assert.Empty(Read(0));
        Assert.Equal([4, 5, 6, 7], Read(3));
    }

    [Fact]
    public void Keeps_nothing_of_a_group_beyond_its_capacity()
    {
        _recent.Add(1, [.. Enumerable.Repeat(Row(Store), 7)]);
        _recent.Add(8, [Row(Store)]);

        Assert.Empty(Read(0));
        Assert.Empty(Read(6));
        Assert.Equal([8], Read(7));
    }

    [Fact]
    public void Returns_a_row_as_the_database_would()
    {
        var occurredAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(5));
        _recent.Add(1, [new(Store, View() with { OccurredAt = occurredAt }, IsImported: true, Now)]);

        var row = Assert.Single(_recent.Read(Store, 0, 10));

        Assert.Equal(new(1, Now, true, View() with { OccurredAt = occurredAt }), row);
        Assert.Equal(TimeSpan.Zero, row.Interaction.OccurredAt.Offset);
    }

    private IEnumerable<long> Read(long afterPosition, int limit = 10, StoreId? store = null) =>
        _recent.Read(store ?? Store, afterPosition, limit).Select(row => row.Position);

    private static AppendedRow Row(StoreId store) => new(store, View(), IsImported: false, Now);

    private static Interaction View() => new()
    {
        Id = new("e-1"),
        Customer = new("anna"),
        Kind = InteractionKind.View,
        Product = new("teapot"),
        OccurredAt = Now,
    };
}
