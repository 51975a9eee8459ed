using SmartRetail.Recommender.Rounds;

namespace SmartRetail.UnitTests.Rounds;

public sealed class ParameterChunkTests
{
    private static readonly float[] Before = [.. Enumerable.Range(0, 320).Select(value => 1 + (value * 0.01f))];

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void What_changed_everywhere_is_whole(int width)
    {
        var fitted = Array.ConvertAll(Before, value => value * 1.5f);

        var chunk = ParameterChunk.EncodeFitted(fitted, Before, width, isHalf: false);

        Assert.Equal(fitted, ParameterChunk.ReadWhole(chunk).ToArray());
        Assert.Equal(Before.Length, ParameterChunk.LengthOf(chunk));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void Half_precision_halves_the_bytes_and_rounds_differences_alone(int width)
    {
        var fitted = Before.ToArray();
        fitted[17] += 0.001f;

        var whole = ParameterChunk.EncodeFitted(fitted, Before, width, isHalf: false);
        var half = ParameterChunk.EncodeFitted(fitted, Before, width, isHalf: true);
        var difference = Difference(half);

        Assert.InRange((double)half.Length / whole.Length, 0.5, 0.75);
        Assert.Equal(Before[17] - fitted[17], difference[17], tolerance: 1e-6f);
        Assert.Equal(1, difference.Count(value => value != 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Counts_of_rows_travel_with_them(bool isHalf)
    {
        var fitted = Before.ToArray();
        fitted[17] += 1;
        int[] counts = [.. Enumerable.Range(0, 40)];

        var chunk = ParameterChunk.EncodeFitted(fitted, Before, width: 8, isHalf, counts);

        Assert.Equal(counts, ParameterChunk.ReadCounts(chunk).ToArray());
        Assert.Equal(-1, Difference(chunk)[17], tolerance: 1e-3f);
        Assert.Empty(ParameterChunk.ReadCounts(ParameterChunk.EncodeFitted(fitted, Before, 8, isHalf)).ToArray());
    }

    [Fact]
    public void Counts_that_are_not_one_a_row_are_refused()
    {
        var chunk = ParameterChunk.EncodeFitted(Before, Before, width: 8, isHalf: false, [1, 2, 3]);

        Assert.Throws<InvalidDataException>(() => ParameterChunk.ReadCounts(chunk).Length);
    }

    [Fact]
    public void A_chunk_of_another_length_is_refused()
    {
        var chunk = ParameterChunk.Encode(Before.AsSpan(1));

        Assert.Throws<InvalidDataException>(() => Difference(chunk));
    }

    [Fact]
    public void Tables_are_cut_at_whole_rows_and_no_chunk_is_above_the_bound()
    {
        var spans = ParameterSpan.Cut([(10_000, 128), (300, 48)], 2_000_000);

        Assert.Equal(2_000_000, spans.Sum(span => span.Length));
        Assert.All(spans, span => Assert.Equal(0, span.Width == 0 ? 0 : span.Length % span.Width));
        var largest = spans.MaxBy(span => span.Length);
        var counts = new int[largest.Width == 0 ? 0 : largest.Length / largest.Width];
        var values = new float[largest.Length];
        var chunk = ParameterChunk.EncodeFitted(values, values, largest.Width, isHalf: false, counts);
        Assert.InRange(chunk.Length, IRoundStore.MaxChunkBytes * 9 / 10, IRoundStore.MaxChunkBytes);
    }

    private static float[] Difference(byte[] chunk)
    {
        var difference = new float[Before.Length];
        ParameterChunk.ReadDifference(chunk, Before, difference);
        return difference;
    }
}
