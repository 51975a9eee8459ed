using SmartRetail.Contracts.Training;
using SmartRetail.Grains.Training;

namespace SmartRetail.UnitTests.Rounds;

public sealed class ShardPlanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public void All_shards_are_somebody_s_and_nobody_has_two_more_than_another(int workers)
    {
        var team = ShardPlan.Share([.. Enumerable.Range(0, workers).Select(Member)]);

        var counts = team.Select(member => member.Shards.Count).ToList();
        Assert.Equal(ShardSet.Shards, counts.Sum());
        Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        Assert.True(team.Aggregate(default(ShardSet), (all, member) => all.Union(member.Shards)).IsAll);
    }

    [Fact]
    public void Who_stays_keeps_its_shards_when_another_one_is_lost()
    {
        var team = ShardPlan.Share([Member(0), Member(1), Member(2)]);

        var left = ShardPlan.Share([team[0], team[2]]);

        Assert.Equal(team[0].Shards, left[0].Shards.First(64).Without(left[0].Shards.Without(team[0].Shards)));
        Assert.True(left[1].Shards.Without(team[2].Shards).Without(team[1].Shards).IsEmpty);
        Assert.True(left[0].Shards.Union(left[1].Shards).IsAll);
    }

    [Fact]
    public void Who_joins_gets_its_share_of_the_others_and_nothing_else_moves()
    {
        var team = ShardPlan.Share([Member(0)]);

        var joined = ShardPlan.Share([team[0], Member(1)]);

        Assert.Equal(32, joined[0].Shards.Count);
        Assert.Equal(team[0].Shards.Without(joined[0].Shards), joined[1].Shards);
    }

    private static TeamMember Member(int number) => new($"worker-{number}", null!, default);
}
