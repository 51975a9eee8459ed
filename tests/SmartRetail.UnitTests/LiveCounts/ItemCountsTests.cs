using System.Runtime.CompilerServices;
using SmartRetail.Recommender.LiveCounts;

namespace SmartRetail.UnitTests.LiveCounts;

public sealed class ItemCountsTests
{
    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 50)]
    [InlineData(3, 5_000)]
    public void Holds_what_a_dictionary_does(int seed, int items)
    {
        var random = new Random(seed);
        var counts = new ItemCounts();
        var expected = new Dictionary<int, float>();
        for (var step = 0; step < 20_000; step++)
        {
            // Close to each other, as the products of one session are.
            var item = (random.Next(items) * 3) + random.Next(2);
            if (random.Next(3) == 0)
            {
                counts.Remove(item);
                expected.Remove(item);
            }
            else
            {
                counts.FindOrAdd(item) += step;
                expected[item] = expected.GetValueOrDefault(item) + step;
            }

            ref var found = ref counts.Find(item);
            Assert.Equal(expected.ContainsKey(item), !Unsafe.IsNullRef(ref found));
            Assert.Equal(expected.Count, counts.Count);
        }

        Assert.Equal(expected, Read(counts));
        Assert.All(expected, pair => Assert.Equal(pair.Value, counts.Find(pair.Key)));
    }

    [Fact]
    public void Has_nothing_at_first()
    {
        var counts = new ItemCounts();
        counts.Remove(0);

        Assert.True(Unsafe.IsNullRef(ref counts.Find(0)));
        Assert.Empty(Read(counts));
    }

    private static Dictionary<int, float> Read(ItemCounts counts)
    {
        var read = new Dictionary<int, float>();
        foreach (var (item, count) in counts)
        {
            read.Add(item, count);
        }

        return read;
    }
}
