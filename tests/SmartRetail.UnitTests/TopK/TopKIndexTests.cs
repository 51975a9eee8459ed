using SmartRetail.Recommender.Retrieval;
using SmartRetail.Serving.TopK;

namespace SmartRetail.UnitTests.TopK;

/// <summary>Every way of reading a matrix lists what a plain loop lists, to the bit and to the order of equal scores.</summary>
public sealed class TopKIndexTests
{
    public static TheoryData<MatrixKind, int, int, int, int> Matrices => Sizes(Enum.GetValues<MatrixKind>());

    public static TheoryData<MatrixKind, int, int, int, int> BoundedMatrices =>
        Sizes([.. Enum.GetValues<MatrixKind>().Except([MatrixKind.TinyQueries])]);

    [Theory]
    [MemberData(nameof(Matrices))]
    public void Lists_what_a_plain_loop_lists(MatrixKind kind, int items, int dimensions, int queries, int count)
    {
        var generated = GeneratedMatrix.Of(kind, items, dimensions, queries, seed: items);

        var found = new TopKIndex(generated.Matrix).Find(generated.Queries, count);

        Assert.Equal(generated.List(count), found);
    }

    [Theory]
    [MemberData(nameof(Matrices))]
    public void Reads_floats_alike_at_every_width(MatrixKind kind, int items, int dimensions, int queries, int count)
    {
        var generated = GeneratedMatrix.Of(kind, items, dimensions, queries, seed: items);

        var expected = generated.List(count);

        Assert.Equal(expected, ReadFloats<FloatTile128>(generated, count));
        Assert.Equal(expected, ReadFloats<FloatTile256>(generated, count));
        Assert.Equal(expected, ReadFloats<FloatTile512>(generated, count));
    }

    [Theory]
    [MemberData(nameof(BoundedMatrices))]
    public void Reads_bytes_to_the_same_lists(MatrixKind kind, int items, int dimensions, int queries, int count)
    {
        Assert.SkipUnless(BoundTile256.IsSupported, "this processor has no AVX2");
        var generated = GeneratedMatrix.Of(kind, items, dimensions, queries, seed: items);

        var found = ReadBounds<BoundTile256>(generated, count);

        Assert.Equal(generated.List(count), found);
    }

    [Theory]
    [MemberData(nameof(BoundedMatrices))]
    public void Reads_wide_bytes_to_the_same_lists(MatrixKind kind, int items, int dimensions, int queries, int count)
    {
        Assert.SkipUnless(BoundTile512.IsSupported, "this processor has no AVX-512");
        var generated = GeneratedMatrix.Of(kind, items, dimensions, queries, seed: items);

        var found = ReadBounds<BoundTile512>(generated, count);

        Assert.Equal(generated.List(count), found);
    }

    [Theory]
    [InlineData(MatrixKind.Random)]
    [InlineData(MatrixKind.Equal)]
    [InlineData(MatrixKind.FewValues)]
    public void Fills_a_list_from_the_few_items_that_are_eligible(MatrixKind kind)
    {
        var generated = GeneratedMatrix.Of(kind, items: 20_000, dimensions: 8, queries: 3, seed: 5);
        var eligible = new ItemBitmap(generated.Matrix.Items);
        foreach (var item in Enumerable.Range(0, 25))
        {
            eligible.Add(19_999 - (item * 797));
        }

        var found = new TopKIndex(generated.Matrix).Find(generated.Queries, count: 20, eligible);

        Assert.Equal([20, 20, 20], found.Select(list => list.Length));
        Assert.Equal(generated.List(20, eligible), found);
    }

    [Theory]
    [InlineData(MatrixKind.Random, 2)]
    [InlineData(MatrixKind.FewValues, 3)]
    [InlineData(MatrixKind.Equal, 7)]
    public void Lists_the_same_with_several_threads(MatrixKind kind, int threads)
    {
        var generated = GeneratedMatrix.Of(kind, items: 3_001, dimensions: 12, queries: 4, seed: 6);

        var found = new TopKIndex(generated.Matrix).Find(generated.Queries, count: 50, threads: threads);

        Assert.Equal(generated.List(50), found);
    }

    [Fact]
    public void Lists_what_is_there_where_there_is_less_than_asked_for()
    {
        var generated = GeneratedMatrix.Of(MatrixKind.Random, items: 3, dimensions: 4, queries: 1, seed: 7);

        var found = new TopKIndex(generated.Matrix).Find(generated.Queries, count: 10, new ItemBitmap(3));

        Assert.Empty(Assert.Single(found));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e20f)]
    public void Refuses_rows_and_queries_whose_scores_would_not_be_numbers(float value)
    {
        var index = new TopKIndex(new ProductMatrix([1, 2, 3, 4], dimensions: 2));

        Assert.Throws<ArgumentException>(() => new ProductMatrix([1, value], dimensions: 2));
        Assert.Throws<ArgumentException>(() => new ProductMatrix([1, 1], dimensions: 2, scales: [value]));
        Assert.Throws<ArgumentException>(() => index.Find([value, 1], count: 1));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1e-20f)]
    public void Reads_floats_where_a_query_is_too_small_for_bounds(float value) =>
        Assert.False(BoundQuery.CanBound([1, 2, value, -value], dimensions: 2));

    private static TheoryData<MatrixKind, int, int, int, int> Sizes(MatrixKind[] kinds)
    {
        var data = new TheoryData<MatrixKind, int, int, int, int>();
        foreach (var kind in kinds)
        {
            data.Add(kind, 1, 1, 1, 1);
            data.Add(kind, 31, 3, 2, 5);
            data.Add(kind, 33, 64, 3, 40);
            data.Add(kind, 1_000, 65, 9, 20);
            data.Add(kind, 6_000, 64, 33, 20);
            data.Add(kind, 9_000, 16, 5, 100);
        }

        return data;
    }

    private static ScoredItem[][] ReadFloats<TTile>(GeneratedMatrix generated, int count)
        where TTile : struct, IFloatTile
    {
        var lists = Lists(generated, count);
        TiledFloatScan<TTile>.Find(
            generated.Matrix, generated.Queries, ItemBitmap.All(generated.Matrix.Items).Blocks, .., lists);
        return Array.ConvertAll(lists, list => list.ToArray());
    }

    private static ScoredItem[][] ReadBounds<TTile>(GeneratedMatrix generated, int count)
        where TTile : struct, IBoundTile
    {
        var lists = Lists(generated, count);
        BoundScan<TTile>.Find(
            new BoundMatrix(generated.Matrix),
            generated.Queries,
            ItemBitmap.All(generated.Matrix.Items).Blocks,
            ..,
            lists);
        return Array.ConvertAll(lists, list => list.ToArray());
    }

    private static TopItems[] Lists(GeneratedMatrix generated, int count) =>
        [.. Enumerable.Range(0, generated.QueryCount).Select(_ => new TopItems(count))];
}
