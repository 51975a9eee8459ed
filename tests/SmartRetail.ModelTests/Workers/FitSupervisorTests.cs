using System.Diagnostics;
using SmartRetail.Contracts.Training;
using SmartRetail.Training.Workers;

namespace SmartRetail.ModelTests.Workers;

/// <summary>The child is a shell script that says what a fit says, so that its end can be chosen.</summary>
public sealed class FitSupervisorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Hands_on_the_last_report_of_a_child_that_succeeds()
    {
        var fit = Start("""echo '{"stage":"Fitting","epoch":2,"loss":4.5}'; echo '{"stage":"Completed","progress":1,"metrics":{"ndcg@10":0.25}}'""");

        await fit.Ended.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(TrainingRunState.Completed, fit.Progress.Stage);
        Assert.Equal(0.25, fit.Progress.Metrics!["ndcg@10"]);
        Assert.Equal("silo-1", fit.Progress.Silo);
    }

    [Fact]
    public async Task A_child_that_dies_of_an_exception_failed_for_what_it_says_and_not_for_where_it_was_thrown()
    {
        var fit = Start(
            "printf 'Unhandled exception: no database\\n   at A.B()\\n--- End of stack trace ---\\n   at C.D()\\n' >&2; exit 1");

        await fit.Ended.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("the fit's process ended with code 1: Unhandled exception: no database", fit.Progress.Failure);
    }

    [Fact]
    public async Task A_child_that_dies_without_a_word_failed_for_the_last_line_of_its_errors()
    {
        var fit = Start("echo starting >&2; echo 'terminate called' >&2; exit 134");

        await fit.Ended.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(TrainingRunState.Failed, fit.Progress.Stage);
        Assert.Equal("the fit's process ended with code 134: terminate called", fit.Progress.Failure);
    }

    [Fact]
    public async Task A_child_that_tells_its_failure_failed_for_that()
    {
        var fit = Start("""echo '{"stage":"Failed","failure":"the loss is NaN at step 3"}'; echo noise >&2; exit 1""");

        await fit.Ended.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(TrainingRunState.Failed, fit.Progress.Stage);
        Assert.Equal("the loss is NaN at step 3", fit.Progress.Failure);
    }

    [Fact]
    public async Task A_watcher_gets_the_next_report_as_soon_as_it_is_there()
    {
        var fit = Start("""read line; echo '{"stage":"Fitting","epoch":1}'; read line""");
        var seen = fit.Progress.Revision;

        var waiting = fit.WatchAsync(
            seen, TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        var unchanged = await waiting;

        Assert.Equal(seen, unchanged.Revision);
        await fit.CancelAsync();
        var ended = await fit.WatchAsync(
            seen, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal(seen + 1, ended.Revision);
    }

    [Fact]
    public async Task Cancelling_kills_the_child_and_what_it_started_within_a_second()
    {
        var pidFile = Path.Combine(_folder, "pid");
        var fit = Start($"sleep 1000 & echo $! > {pidFile}; " + """echo '{"stage":"Fitting","epoch":1}'; wait""");
        await fit.WatchAsync(1, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        var stopwatch = Stopwatch.StartNew();
        await fit.CancelAsync();

        Assert.InRange(stopwatch.Elapsed.TotalSeconds, 0, 1);
        Assert.Equal(TrainingRunState.Cancelled, fit.Progress.Stage);
        var grandchild = int.Parse(
            await File.ReadAllTextAsync(pidFile, TestContext.Current.CancellationToken),
            System.Globalization.CultureInfo.InvariantCulture);
        Assert.False(Directory.Exists($"/proc/{grandchild}") && !IsZombie(grandchild));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_a_failure_with_its_reason()
    {
        var fit = new FitSupervisor(Order(), new() { DataFolder = _folder, Executable = "/nowhere/fit" }, "silo-1", TimeProvider.System);

        await fit.Ended.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(TrainingRunState.Failed, fit.Progress.Stage);
        Assert.StartsWith("the fit could not be started", fit.Progress.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_child_gets_the_variables_that_it_is_to_have_and_its_file_does_not_name_them()
    {
        var options = Options(
            "if grep -q Password \"$3\"; then echo told >&2; else echo \"knows $FIT_SECRET\" >&2; fi; exit 3");
        options.Environment = new Dictionary<string, string?> { ["FIT_SECRET"] = "Host=db;Password=p" };
        var fit = new FitSupervisor(Order(), options, "silo-1", TimeProvider.System);

        await fit.Ended.WaitAsync(TestContext.Current.CancellationToken);

        Assert.EndsWith(": knows Host=db;Password=p", fit.Progress.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_takes_more_memory_than_it_may_is_ended_and_the_bound_is_named()
    {
        // The shell keeps what it reads: some 200 MB as one variable.
        var options = Options("""echo '{"stage":"Fitting","epoch":1}'; kept=$(head -c 200000000 /dev/zero | tr '\0' x); sleep 1000""");
        options.MaxMemoryMiB = 64;

        var fit = new FitSupervisor(Order(), options, "silo-1", TimeProvider.System);
        await fit.Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(TrainingRunState.Failed, fit.Progress.Stage);
        Assert.Matches(@"^the fit's process took [\d,]+ MiB of memory; MaxMemoryMiB allows 64$", fit.Progress.Failure);
        Assert.False(fit.IsLost);
    }

    [Fact]
    public async Task A_child_that_falls_silent_is_ended_and_its_worker_is_lost()
    {
        var options = Options("""echo '{"stage":"Fitting","epoch":1}'; sleep 1000""");
        options.SilenceLimit = TimeSpan.FromMilliseconds(500);

        var fit = new FitSupervisor(Order(), options, "silo-1", TimeProvider.System);
        await fit.Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.True(fit.IsLost);
        Assert.Equal("nothing was heard of the fit's process for 0.5 s, which is SilenceLimit", fit.Progress.Failure);
    }

    [Fact]
    public async Task A_child_may_be_silent_before_its_first_report_and_after_its_last()
    {
        var options = Options(
            """sleep 1; echo '{"stage":"Completed","progress":1,"metrics":{"ndcg@10":0.25}}'; sleep 1""");
        options.SilenceLimit = TimeSpan.FromMilliseconds(300);

        var fit = new FitSupervisor(Order(), options, "silo-1", TimeProvider.System);
        await fit.Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal((TrainingRunState.Completed, false), (fit.Progress.Stage, fit.IsLost));
    }

    [Fact]
    public void What_a_child_may_hold_is_by_default_less_than_the_machine_has() => Assert.InRange(
        new TrainingOptions().MemoryBound, 1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - 1);

    private FitSupervisor Start(string script) => new(Order(), Options(script), "silo-1", TimeProvider.System);

    private TrainingOptions Options(string script)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "the child is a shell script");
        return new() { DataFolder = _folder, Executable = "/bin/sh", LeadingArguments = ["-c", script, "sh"] };
    }

    private FitOrder Order() => new(new("sample"), new("run"), "worker", new(), Path.Combine(_folder, "output"));

    private static bool IsZombie(int process) =>
        File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
}
