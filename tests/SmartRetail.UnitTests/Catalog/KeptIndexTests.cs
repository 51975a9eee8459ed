using Microsoft.Extensions.Time.Testing;
using SmartRetail.Recommender.Catalog;

namespace SmartRetail.UnitTests.Catalog;

/// <summary>When a catalog's index is made, by a build that takes as long as a test says.</summary>
public sealed class KeptIndexTests
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _clock = new();
    private readonly Queue<Action> _beside = new();
    private readonly KeptIndex _index;
    private TimeSpan _takes = Quick;
    private long _version = 1;
    private int _builds;

    public KeptIndexTests() => _index = new(Build, _clock, _beside.Enqueue);

    [Fact]
    public void A_quick_one_is_always_the_newest()
    {
        Assert.False(_index.IsMade);
        Assert.Equal([1, 2, 2, 3], new[] { Read(), ReadChanged(), Read(), ReadChanged() });
        Assert.Equal((3, 0), (_builds, _beside.Count));
    }

    [Fact]
    public void A_slow_one_answers_while_the_next_is_made_beside()
    {
        MakeSlow();
        _clock.Advance(4 * Slow);

        Assert.Equal([1, 1], new[] { ReadChanged(), Read() });
        Assert.Single(_beside);
        _beside.Dequeue()();
        Assert.Equal(2, Read());
    }

    [Fact]
    public void A_slow_one_is_made_a_fifth_of_the_time_at_most()
    {
        MakeSlow();
        _clock.Advance((4 * Slow) - TimeSpan.FromTicks(1));
        ReadChanged();
        Assert.Empty(_beside);

        _clock.Advance(TimeSpan.FromTicks(1));
        Read();
        _beside.Dequeue()();
        _clock.Advance(4 * Slow);

        Assert.Equal(2, ReadChanged());
        _beside.Dequeue()();
        Assert.Equal(3, Read());
    }

    [Fact]
    public void One_that_has_become_quick_is_the_newest_again()
    {
        MakeSlow();
        _clock.Advance(4 * Slow);
        _takes = Quick;
        ReadChanged();
        _beside.Dequeue()();

        Assert.Equal(3, ReadChanged());
    }

    private void MakeSlow()
    {
        _takes = Slow;
        Read();
    }

    private long Read() => _index.Read(_version).Version;

    private long ReadChanged()
    {
        _version++;
        return Read();
    }

    private CatalogIndex Build()
    {
        _builds++;
        _clock.Advance(_takes);
        return CatalogIndex.Build(_version, []);
    }
}
