using SmartRetail.Recommender.Partitions;

namespace SmartRetail.UnitTests.Partitions;

public sealed class PartPlacementTests
{
    private static readonly string[] Silos = ["a", "b", "c", "d"];

    [Theory]
    [InlineData(2, 3, 1)]
    [InlineData(4, 8, 2)]
    [InlineData(1, 4, 4)]
    [InlineData(7, 4, 1)]
    public void Each_part_has_as_many_holders_as_there_are_silos_for_it(int parts, int silos, int holders)
    {
        var placed = PartPlacement.Place(parts, [.. Enumerable.Range(0, silos).Select(silo => $"silo {silo}")]);

        Assert.All(placed, part => Assert.Equal(holders, part.Distinct().Count()));
    }

    [Fact]
    public void No_silo_holds_more_than_it_must()
    {
        var placed = PartPlacement.Place(7, Silos);

        Assert.Equal(2, placed.SelectMany(part => part).CountBy(silo => silo).Max(held => held.Value));
    }

    [Fact]
    public void All_who_know_the_same_members_agree()
    {
        var placed = PartPlacement.Place(4, Silos);

        Assert.Equal(placed, PartPlacement.Place(4, [.. Silos.Reverse()]));
    }

    [Fact]
    public void Without_silos_nobody_holds_anything()
    {
        var placed = PartPlacement.Place(2, []);

        Assert.All(placed, Assert.Empty);
    }
}
