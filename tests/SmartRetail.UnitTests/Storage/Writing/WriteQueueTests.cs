using SmartRetail.Storage.Writing;

namespace SmartRetail.UnitTests.Storage.Writing;

public sealed class WriteQueueTests
{
    private readonly WriteQueue<object> _queue = new(capacity: 10);

    [Fact]
    public void Takes_no_more_rows_than_its_capacity()
    {
        Assert.True(Add(Write(rows: 4)));
        Assert.True(Add(Write(rows: 6)));
        Assert.False(Add(Write(rows: 1)));
    }

    [Fact]
    public void Takes_any_write_when_it_is_empty() => Assert.True(Add(Write(rows: 11)));

    [Fact]
    public void Hands_out_groups_up_to_their_limit_in_order()
    {
        var writes = new[] { Write(rows: 2), Write(rows: 2), Write(rows: 2) };
        Array.ForEach(writes, write => Add(write));

        Assert.Equal(writes[..2], Take(limit: 3));
        Assert.Equal(writes[2..], Take(limit: 3));
    }

    [Fact]
    public void Leaves_out_what_its_caller_has_withdrawn()
    {
        var (kept, withdrawn) = (Write(rows: 1), Write(rows: 9));
        Add(withdrawn);
        Add(kept);

        var isWithdrawn = withdrawn.TryWithdraw();

        Assert.True(isWithdrawn);
        Assert.Equal([kept], Take(limit: 10));
    }

    [Fact]
    public void Cannot_take_back_what_is_being_written()
    {
        var write = Write(rows: 1);
        Add(write);
        Take(limit: 1);

        Assert.False(write.TryWithdraw());
    }

    [Fact]
    public void Hands_out_what_waits_after_it_was_closed_then_ends()
    {
        Add(Write(rows: 1));

        _queue.Close();

        Assert.Single(Take(limit: 1));
        Assert.False(_queue.Take([], limit: 1));
        Assert.Throws<ObjectDisposedException>(() => Add(Write(rows: 1)));
    }

    private bool Add(WriteRequest<object> write) => _queue.TryAdd(write, _queue.Capacity);

    private List<WriteRequest<object>> Take(int limit)
    {
        var group = new List<WriteRequest<object>>();
        _queue.Take(group, limit);
        return group;
    }

    private static AwaitedWrite<object, int> Write(int rows) => new(rows, (_, _) => 0);
}
