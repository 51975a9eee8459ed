using SmartRetail.Serving.TopK;

namespace SmartRetail.UnitTests.TopK;

public sealed class GreatestValuesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(20)]
    public void Keeps_the_greatest_with_their_repeats(int count)
    {
        var random = new Random(count);
        float[] values = [.. Enumerable.Range(0, 200).Select(_ => (float)random.Next(50))];
        var greatest = new GreatestValues(count);

        Array.ForEach(values, greatest.Add);

        Assert.Equal(values.OrderDescending().ElementAt(count - 1), greatest.Least);
    }

    [Fact]
    public void Has_no_least_value_before_it_has_as_many_as_it_keeps()
    {
        var greatest = new GreatestValues(2);

        greatest.Add(1);

        Assert.Equal(float.NegativeInfinity, greatest.Least);
    }
}
