using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Conduct;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Replay;

namespace SmartRetail.UnitTests.Replay;

/// <summary>A log of 300 interactions at random; the silo that counted it read a few at a time.</summary>
public sealed class ReplayedCountsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private static readonly LiveCountOptions Options = new();

    // So little that some of the log is not counted.
    private static readonly ConductOptions Conduct = new() { MaxPerDay = 20 };
    private static readonly ProductId[] History = [new("p1"), new("p2")];

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly List<LoggedInteraction> _log = [.. Enumerable.Range(1, 300).Select(Draw)];
    private readonly StoreCounts _counts;

    public ReplayedCountsTests() => _counts = new(Options, _clock, Conduct);

    [Fact]
    public async Task Gives_what_the_silo_had_with_the_popular_list_of_its_own_time()
    {
        CountTo(100);
        _counts.Popular();
        CountTo(200);
        using var replayed = Replay();

        var reached = await replayed.ReachAsync(Now());

        Assert.True(reached);
        Assert.Equal(_counts.Popular(), replayed.Counts.Popular());
        Assert.Equal(_counts.Score(History), replayed.Counts.Score(History));
        Assert.Equal((200L * 3, 100L * 3), (replayed.Counts.Position, replayed.Counts.PopularPosition));
    }

    [Fact]
    public async Task Goes_on_to_a_later_moment()
    {
        CountTo(100);
        _counts.Popular();
        var earlier = Now();
        CountTo(250);
        _clock.Advance(Options.PopularLifetime);
        _counts.Popular();
        CountTo(300);
        using var replayed = Replay();

        await replayed.ReachAsync(earlier);
        await replayed.ReachAsync(Now());

        Assert.Equal(_counts.Popular(), replayed.Counts.Popular());
        Assert.Equal(_counts.Score(History), replayed.Counts.Score(History));
    }

    [Fact]
    public async Task Says_that_what_was_counted_is_not_there_any_more()
    {
        CountTo(100);
        _log.RemoveAt(99);
        using var replayed = Replay();

        Assert.False(await replayed.ReachAsync(Now()));
    }

    public void Dispose() => _counts.Dispose();

    private RankingMoment Now() => new(Start, Catalog: 1, _counts.Position, _counts.PopularPosition, Newcomers: -1, Model: null);

    private ReplayedCounts Replay() => new(Options, Conduct, Start, (after, limit) => Task.FromResult<IReadOnlyList<LoggedInteraction>>(
        [.. _log.Where(row => row.Position > after).Take(Math.Min(limit, 64))]));

    private void CountTo(int interactions)
    {
        foreach (var rows in _log.Take(interactions).Where(row => row.Position > _counts.Position).Chunk(7))
        {
            _counts.Apply([.. rows.Select(LoggedStep.Of)]);
        }
    }

    // Positions have gaps.
    private static LoggedInteraction Draw(int number)
    {
        var chance = new Random(number);
        return new(number * 3, Start, IsImported: false, new()
        {
            Id = new(number.ToString(CultureInfo.InvariantCulture)),
            Customer = new($"c{chance.Next(10)}"),
            Kind = chance.Next(4) == 0 ? InteractionKind.Purchase : InteractionKind.View,
            Product = new($"p{chance.Next(30)}"),
            OccurredAt = Start.AddSeconds(number),
        });
    }
}
