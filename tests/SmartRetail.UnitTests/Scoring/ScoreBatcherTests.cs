using System.Diagnostics.Metrics;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Serving;
using SmartRetail.Serving.Scoring;

namespace SmartRetail.UnitTests.Scoring;

public sealed class ScoreBatcherTests : IDisposable
{
    private readonly GatedModel _model = new();
    private readonly Meter _meter = new("tests");
    private readonly ScoreBatcher _batcher;

    public ScoreBatcherTests() =>
        _batcher = new(_model, new() { CallsAtOnce = 1, MaxBatch = 4 }, new(_meter));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _model.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task A_lone_request_is_scored_by_its_caller_at_once()
    {
        var logits = new float[_model.Items];
        var caller = Environment.CurrentManagedThreadId;

        var scoring = _batcher.ScoreAsync(InteractionSequence.Of(7), logits, Token);

        Assert.True(scoring.IsCompletedSuccessfully);
        await scoring;
        Assert.Equal([7, 6, 5], logits);
        Assert.Equal([caller], _model.Threads);
    }

    [Fact]
    public async Task What_comes_while_a_call_runs_is_scored_together()
    {
        var first = HoldCall(1);

        var others = AskAll(20, 30, 40);
        _model.Gate.Set();
        var scores = await Task.WhenAll([first, .. others]);

        Assert.Equal([[1], [20, 30, 40]], _model.Calls);
        Assert.Equal([[1, 0, -1], [20, 19, 18], [30, 29, 28], [40, 39, 38]], scores);
    }

    [Fact]
    public async Task A_call_scores_no_more_than_its_bound()
    {
        var first = HoldCall(1);

        var others = AskAll(2, 3, 4, 5, 6);
        _model.Gate.Set();
        await Task.WhenAll([first, .. others]);

        Assert.Equal([[1], [2, 3, 4, 5], [6]], _model.Calls);
    }

    [Fact]
    public async Task Who_is_cancelled_while_waiting_is_told_at_once_and_not_scored()
    {
        using var leaving = new CancellationTokenSource();
        var first = HoldCall(1);
        var cancelled = AskUntil(2, leaving.Token);
        var other = Ask(3);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _model.Gate.Set();
        await Task.WhenAll(first, other);

        Assert.Equal([[1], [3]], _model.Calls);
    }

    [Fact]
    public async Task Who_is_cancelled_before_asking_is_not_scored()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskUntil(1, gone.Token));

        Assert.Empty(_model.Calls);
    }

    [Fact]
    public async Task A_history_that_cannot_be_scored_fails_alone()
    {
        var first = HoldCall(1);
        var before = Ask(2);
        var poisoned = Ask(GatedModel.Poison);
        var after = Ask(3);

        _model.Gate.Set();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => poisoned);
        var scores = await Task.WhenAll(first, before, after);

        Assert.Equal("poison", error.Message);
        Assert.Equal([[1, 0, -1], [2, 1, 0], [3, 2, 1]], scores);
    }

    [Fact]
    public async Task A_failure_leaves_room_for_the_next()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Ask(GatedModel.Poison));

        var scoring = _batcher.ScoreAsync(InteractionSequence.Of(1), new float[_model.Items], Token);

        Assert.True(scoring.IsCompletedSuccessfully);
        await scoring;
    }

    [Fact]
    public async Task A_thousand_callers_each_get_their_own_scores()
    {
        var batcher = new ScoreBatcher(_model, new() { CallsAtOnce = 3, MaxBatch = 7 }, new(_meter));

        var scores = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(
            last => Task.Run(() => Ask(batcher, last, Token), Token)));

        Assert.Equal(Enumerable.Range(0, 1_000).Select(last => new float[] { last, last - 1, last - 2 }), scores);
        Assert.InRange(_model.Calls.Max(call => call.Length), 1, 7);
        Assert.Equal(Enumerable.Range(0, 1_000), _model.Calls.SelectMany(call => call).Order());
    }

    [Fact]
    public async Task The_size_of_each_call_is_measured()
    {
        var sizes = new List<int>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter == _meter)
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, size, _, _) => sizes.Add(size));
        listener.Start();

        var first = HoldCall(1);
        var others = AskAll(2, 3);
        _model.Gate.Set();
        await Task.WhenAll([first, .. others]);

        Assert.Equal([1, 2], sizes);
    }

    /// <summary>Begins a call that waits for the gate.</summary>
    private Task<float[]> HoldCall(int last)
    {
        _model.Gate.Reset();
        var call = Task.Run(() => Ask(last), Token);
        SpinWait.SpinUntil(() => !_model.Calls.IsEmpty);
        return call;
    }

    private Task<float[]>[] AskAll(params int[] last) => Array.ConvertAll(last, Ask);

    private Task<float[]> Ask(int last) => AskUntil(last, Token);

    private Task<float[]> AskUntil(int last, CancellationToken cancellationToken) => Ask(_batcher, last, cancellationToken);

    private async Task<float[]> Ask(ScoreBatcher batcher, int last, CancellationToken cancellationToken)
    {
        var logits = new float[_model.Items];
        await batcher.ScoreAsync(InteractionSequence.Of(last), logits, cancellationToken);
        return logits;
    }
}
