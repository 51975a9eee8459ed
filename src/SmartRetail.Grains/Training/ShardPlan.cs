using SmartRetail.Contracts.Training;

namespace SmartRetail.Grains.Training;

/// <summary>Shares the shards out among workers, moving as few as possible: who gets another shard has to read it.</summary>
internal static class ShardPlan
{
    /// <summary>
    /// Returns the workers with all shards shared out evenly: those that nobody has go to who has fewest, and one who has more
    /// than a fair share gives some away.
    /// </summary>
    public static IReadOnlyList<TeamMember> Share(IReadOnlyList<TeamMember> team)
    {
        if (team.Count == 0)
        {
            return team;
        }

        var shares = team.Select(member => member.Shards).ToArray();
        var free = ShardSet.All;
        for (var at = 0; at < shares.Length; at++)
        {
            var most = FairShare(at, team.Count);
            shares[at] = shares[at].First(most);
            free = free.Without(shares[at]);
        }

        for (var at = 0; at < shares.Length; at++)
        {
            var taken = free.First(FairShare(at, team.Count) - shares[at].Count);
            shares[at] = shares[at].Union(taken);
            free = free.Without(taken);
        }

        return [.. team.Zip(shares, (member, shards) => member with { Shards = shards })];
    }

    private static int FairShare(int at, int workers) =>
        (ShardSet.Shards / workers) + (at < ShardSet.Shards % workers ? 1 : 0);
}
