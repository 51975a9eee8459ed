using SmartRetail.Grains.Attribution;

namespace SmartRetail.ClusterTests.Attribution;

public sealed class LabelSetTests
{
    private static readonly string[] Values = ["home", "cart", "made up", "home", "cart"];

    [Fact]
    public void Knows_the_first_values_for_ever_and_calls_the_others_by_one_word()
    {
        var labels = new LabelSet(most: 2);

        string[] bounded = [.. Values.Select(labels.Bound)];

        Assert.Equal(["home", "cart", LabelSet.Other, "home", "cart"], bounded);
    }
}
