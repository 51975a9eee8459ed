using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Storage.Import;

namespace SmartRetail.UnitTests.Storage.Import;

public sealed class RowIdsTests
{
    private static readonly Interaction Row = new()
    {
        Id = default,
        Customer = new("anna"),
        Kind = InteractionKind.View,
        Product = new("teapot"),
        OccurredAt = DateTimeOffset.UnixEpoch,
        Price = 9.5m,
    };

    [Fact]
    public void Gives_equal_rows_different_ids_and_the_same_ones_each_time()
    {
        var (first, second) = (new RowIds(), new RowIds());

        InteractionId[] ids = [first.Next(Row), first.Next(Row), first.Next(Row)];
        InteractionId[] again = [second.Next(Row), second.Next(Row), second.Next(Row)];

        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal(ids, again);
    }

    [Fact]
    public void Sees_through_the_way_a_price_is_written() =>
        Assert.Equal(new RowIds().Next(Row), new RowIds().Next(Row with { Price = 9.500m }));

    [Fact]
    public void Does_not_confuse_what_one_field_ends_with_and_the_next_begins_with() =>
        Assert.NotEqual(
            new RowIds().Next(Row with { Session = "a", Query = "b" }),
            new RowIds().Next(Row with { Session = "ab", Query = "" }));

    [Fact]
    public void Remembers_a_row_through_one_window_of_others()
    {
        var ids = new RowIds(window: 4);
        var first = ids.Next(Row);

        var others = Enumerable.Range(1, 6).Select(i => ids.Next(Row with { Quantity = 100 + i })).ToList();
        var second = ids.Next(Row);

        Assert.Equal(6, others.Distinct().Count());
        Assert.NotEqual(first, second);
    }
}
