using SmartRetail.Contracts;
using SmartRetail.Recommender.Pages;

namespace SmartRetail.UnitTests.Pages;

public sealed class PageAssignmentTests
{
    [Fact]
    public void Of_a_product_for_two_slots_the_first_has_it() => Assert.Equal(
        ["a b", "c d"], Assign([2, 2], "a b c d", "a b c d"));

    [Fact]
    public void A_slot_gives_way_to_one_that_would_not_be_full_otherwise() => Assert.Equal(
        ["a d", "b c"], Assign([2, 2], "a b d", "b c"));

    [Fact]
    public void A_slot_gives_way_over_a_third_one() => Assert.Equal(
        ["c", "b", "a"], Assign([1, 1, 1], "b c", "a b", "a"));

    [Fact]
    public void What_is_not_enough_for_all_goes_to_the_first() => Assert.Equal(["a b", ""], Assign([2, 2], "a b", "a b"));

    [Fact]
    public void No_product_is_in_two_slots_and_no_assignment_fills_more_places()
    {
        var random = new Random(5);

        Assert.All(Enumerable.Range(0, 2_000), _ => CheckRandomPage(random));
    }

    private static void CheckRandomPage(Random random)
    {
        var products = random.Next(1, 12);
        var slots = random.Next(1, 6);
        ProductId[][] candidates =
        [
            .. Enumerable.Range(0, slots).Select(_ => Enumerable.Range(0, products)
                .Where(_ => random.Next(3) == 0).Select(product => new ProductId($"p{product}")).ToArray()),
        ];
        foreach (var each in candidates)
        {
            random.Shuffle(each);
        }

        int[] counts = [.. candidates.Select(_ => random.Next(1, 5))];
        var shares = PageAssignment.Assign(candidates, counts);

        var assigned = shares.SelectMany(share => share).ToList();
        Assert.Equal(assigned.Count, assigned.Distinct().Count());
        Assert.All(shares.Zip(candidates), pair => Assert.Empty(pair.First.Except(pair.Second)));
        Assert.All(shares.Zip(counts), pair => Assert.InRange(pair.First.Count, 0, pair.Second));
        Assert.Equal(MostPlaces(candidates, counts), assigned.Count);
    }

    /// <summary>
    /// Ore's deficiency version of Hall's theorem: the least, over all sets of slots, of the products that the set can show
    /// and the places that the others have.
    /// </summary>
    private static int MostPlaces(ProductId[][] candidates, int[] counts) => Enumerable.Range(0, 1 << candidates.Length).Min(set =>
    {
        var inSet = Enumerable.Range(0, candidates.Length).ToLookup(slot => (set >> slot & 1) == 1);
        return inSet[true].SelectMany(slot => candidates[slot]).Distinct().Count() + inSet[false].Sum(slot => counts[slot]);
    });

    private static IEnumerable<string> Assign(int[] counts, params string[] candidates) => PageAssignment
        .Assign(
            [.. candidates.Select(each => each.Split(' ').Select(id => new ProductId(id)).ToList())], counts)
        .Select(share => string.Join(' ', share.Select(product => product.Value).Order(StringComparer.Ordinal)));
}
