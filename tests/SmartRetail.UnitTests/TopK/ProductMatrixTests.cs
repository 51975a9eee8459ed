using SmartRetail.Serving.TopK;

namespace SmartRetail.UnitTests.TopK;

public sealed class ProductMatrixTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(33, 7, 2)]
    [InlineData(500, 64, 13)]
    public void Scores_as_a_plain_loop_at_every_width(int items, int dimensions, int queries)
    {
        var generated = GeneratedMatrix.Of(MatrixKind.Scaled, items, dimensions, queries, seed: 1);
        float[] expected = [.. Enumerable.Range(0, queries).SelectMany(generated.Score)];

        Assert.Equal(expected, Score<FloatTile128>(generated));
        Assert.Equal(expected, Score<FloatTile256>(generated));
        Assert.Equal(expected, Score<FloatTile512>(generated));
    }

    [Fact]
    public void Gives_rows_back_as_they_came()
    {
        float[] rows = [.. Enumerable.Range(0, 40 * 3).Select(number => (float)number)];

        var row = new ProductMatrix(rows, dimensions: 3).RowOf(35);

        Assert.Equal([105, 106, 107], row);
    }

    private static float[] Score<TTile>(GeneratedMatrix generated)
        where TTile : struct, IFloatTile
    {
        var scores = new float[generated.QueryCount * generated.Matrix.Items];
        TiledFloatScan<TTile>.Score(generated.Matrix, generated.Matrix.Scales, generated.Queries, scores);
        return scores;
    }
}
