using SmartRetail.Testing.Logs;
using Xunit.v3;

namespace SmartRetail.UnitTests.Logging;

/// <summary>A leak that is found as a process is disposed of fails the test, and leaves its own error to be read.</summary>
public sealed class LeaksTests
{
    private static readonly string Secret = UsedTexts.Secret(Guid.NewGuid().ToString("N"));

    [Fact]
    public async Task A_test_s_own_error_is_not_masked_by_a_leak_and_both_are_told()
    {
        var own = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using var process = new Leaking();
            throw new InvalidOperationException("the test's own");
        });

        Assert.Equal("the test's own", own.Message);
        Assert.Contains(Secret, Assert.Throws<LeakException>(End).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_without_an_error_of_its_own_fails_by_each_leak()
    {
        await new Leaking().DisposeAsync();
        await new Leaking().DisposeAsync();

        Assert.Equal(2, Assert.Throws<AggregateException>(End).InnerExceptions.Count);
        End();
    }

    [Fact]
    public async Task Where_no_test_runs_a_leak_is_thrown_at_once()
    {
        Task disposal;
        using (ExecutionContext.SuppressFlow())
        {
            disposal = Task.Run(async () => await new Leaking().DisposeAsync(), CancellationToken.None);
        }

        await Assert.ThrowsAsync<LeakException>(() => disposal);
    }

    // What is done as this test ends.
    private static void End() => new LeaksFailTestsAttribute().After(null!, (IXunitTest)TestContext.Current.Test!);

    private sealed class Leaking : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            LogSearch.Require("a process", [$"refused the key {Secret}"]);
            return ValueTask.CompletedTask;
        }
    }
}
