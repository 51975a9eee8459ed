using SmartRetail.Contracts;
using SmartRetail.Recommender.Rounds;
using SmartRetail.Testing;

namespace SmartRetail.UnitTests.Rounds;

public sealed class RoundAverageTests
{
    private static readonly StoreId Store = new("shop");
    private static readonly TrainingRunId Run = new("run");
    private readonly InMemoryRounds _rounds = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plain_averaging_is_the_mean_of_the_workers_by_their_shares()
    {
        await Begin([1, 1, 1]);
        await Fit("a", [2, 1, 5]);
        await Fit("b", [6, 1, -3]);

        await Average(OuterStep.Averaging, ("a", 3), ("b", 1));

        Assert.Equal((float[])[3, 1, 3], await Parameters(1));
        Assert.Null(await _rounds.ReadAsync(RoundPart.Momentum(Store, Run, 1), 0, Cancellation));
    }

    [Fact]
    public async Task Momentum_carries_the_parameters_on_in_the_direction_of_the_rounds_before()
    {
        await Begin([0]);
        await Fit("a", [1]);
        await Average(new(0.5f, 0.8f), ("a", 1));
        var first = await Parameters(1);
        await Fit("a", first, round: 2);

        await Average(new(0.5f, 0.8f), round: 2, ("a", 1));

        // Δ = -1, v = -1, and the step is 0.5·(Δ + 0.8·v); then Δ = 0, v = -0.8, and the step is 0.5·0.8·v.
        Assert.Equal((float[])[0.9f], first);
        Assert.Equal(0.9f + 0.32f, (await Parameters(2))[0], tolerance: 1e-6f);
    }

    [Fact]
    public async Task A_worker_that_has_not_written_all_its_chunks_makes_no_round()
    {
        await Begin([1, 2], [3, 4]);
        await Fit("a", [1, 2]);

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => Average(OuterStep.Averaging, ("a", 1)));

        Assert.Equal("a has not written chunk 1 of round 1", error.Message);
    }

    [Fact]
    public async Task Only_changed_rows_travel_and_the_others_stay_as_they_are()
    {
        float[] before = [.. Enumerable.Range(0, 4_000).Select(value => (float)value)];
        var fitted = before.ToArray();
        fitted[401] = 9;
        var chunk = ParameterChunk.EncodeFitted(fitted, before, width: 4, isHalf: false);
        await Begin(before);
        await Write(RoundPart.Fitted(Store, Run, 1, "a"), chunk);

        await Average(OuterStep.Averaging, ("a", 1));

        Assert.InRange(chunk.Length, 1, 200);
        Assert.Equal(fitted, await Parameters(1));
    }

    [Fact]
    public async Task A_row_is_moved_by_those_who_learned_from_it_each_by_its_examples()
    {
        float[] before = [10, 10, 10, 10, 10, 10, 10, 10];
        await Begin(before);
        await Write(RoundPart.Fitted(Store, Run, 1, "a"), Counted([12, 12, 14, 13, 10, 10, 9, 9], [5, 3, 0, 0]));
        await Write(RoundPart.Fitted(Store, Run, 1, "b"), Counted([9, 9, 11, 10, 7, 8, 8, 8], [5, 1, 2, 0]));

        await Average(OuterStep.Averaging, ("a", 9), ("b", 1));

        // Alike: +2 and -1. Three to one: 4/10 of 3·4 + 1 and of 3·3. One alone: its own. Nobody: as before.
        Assert.Equal([11, 11, 15.2f, 13.6f, 7, 8, 10, 10], (await Parameters(1)).Select(value => MathF.Round(value, 4)));

        byte[] Counted(float[] fitted, int[] counts) =>
            ParameterChunk.EncodeFitted(fitted, before, width: 2, isHalf: false, counts);
    }

    private Task Begin(params float[][] chunks) => WriteAll(RoundPart.Parameters(Store, Run, 0), chunks);

    private Task Fit(string worker, float[] values, int round = 1) =>
        WriteAll(RoundPart.Fitted(Store, Run, round, worker), values);

    private async Task WriteAll(RoundPart part, params float[][] chunks)
    {
        foreach (var (number, values) in chunks.Index())
        {
            await _rounds.WriteAsync(part, number, ParameterChunk.Encode(values), 1, Cancellation);
        }
    }

    private Task Write(RoundPart part, byte[] chunk) => _rounds.WriteAsync(part, 0, chunk, 1, Cancellation);

    private Task<long> Average(OuterStep step, params (string, double)[] shares) => Average(step, 1, shares);

    private Task<long> Average(OuterStep step, int round, params (string, double)[] shares) =>
        new RoundAverage(_rounds).RunAsync(Store, Run, round, shares, step, 1, Cancellation);

    private async Task<float[]> Parameters(int round) => ParameterChunk
        .ReadWhole(await _rounds.ReadAsync(RoundPart.Parameters(Store, Run, round), 0, Cancellation)).ToArray();
}
