using SmartRetail.Training.Evaluation;
using SmartRetail.Training.Fitting;

namespace SmartRetail.ModelTests.Evaluation;

public sealed class ProgressLogTests : IDisposable
{
    private readonly StringWriter _written = new() { NewLine = "\n" };
    private readonly SetClock _clock = new();

    public void Dispose() => _written.Dispose();

    [Fact]
    public void Tells_epoch_loss_speed_and_what_is_left()
    {
        var log = new ProgressLog(_written, _clock);
        log.Begin("sasrec");
        _clock.Seconds = 10;

        log.Report(new(2, 20, 40, 400, Loss: 5.5, Examples: 30_000, Progress: 0.1, Validation: null));

        Assert.Equal(
            "[  10.0 s] sasrec epoch 2/20, loss 5.500, step 40/400, 3,000 examples/s, 1:30 left\n", _written.ToString());
    }

    [Fact]
    public void Writes_a_line_in_two_seconds_and_one_for_each_epoch()
    {
        var log = new ProgressLog(_written, _clock);
        log.Begin("sasrec");

        log.Report(Step(0.1));
        _clock.Seconds = 1.9;
        log.Report(Step(0.2));
        log.Report(Step(0.3, validation: 0.05));
        _clock.Seconds = 3.9;
        log.Report(Step(0.4));

        var lines = _written.ToString().Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.Contains("validation ndcg@10 0.0500", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_a_terminals_line_anew_and_clears_it_before_the_next()
    {
        var log = new ProgressLog(_written, _clock, isTerminal: true);

        log.Report("test", 0.1);
        _clock.Seconds = 0.2;
        log.Report("test", 1);
        log.Write("done");

        Assert.Equal(
            "\r[   0.0 s] test 10%\r[   0.2 s] test 100%\r" + new string(' ', 20) + "\r[   0.2 s] done\n",
            _written.ToString());
    }

    private static FitStep Step(double progress, double? validation = null) =>
        new(1, 1, 1, 10, Loss: 1, Examples: 1, progress, validation);
}
