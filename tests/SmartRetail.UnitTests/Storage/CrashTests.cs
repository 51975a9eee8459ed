using System.Diagnostics;
using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Storage;

namespace SmartRetail.UnitTests.Storage;

/// <summary>A real process that is killed while it appends; what it acknowledged was promised.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Count = 20_000;
    private const int AcknowledgedBeforeKill = 4_000;

    private static readonly StoreId Store = new("crash");

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Keeps_every_acknowledged_interaction_once_when_the_process_is_killed()
    {
        var acknowledged = await AppendUntilKilled();

        await using var storage = await RetailStorage.OpenAsync(
            new() { DataFolder = _folder.Path }, cancellationToken: TestContext.Current.CancellationToken);
        var logged = await LoggedIds(storage);
        var added = await AppendAll(storage);
        var addedAgain = await AppendAll(storage);
        var loggedAfterwards = await LoggedIds(storage);

        Assert.InRange(acknowledged.Count, AcknowledgedBeforeKill, Count - 1);
        Assert.Empty(acknowledged.Except(logged));
        Assert.Equal(logged.Count, logged.Distinct().Count());
        Assert.Equal(Count - logged.Count, added);
        Assert.Equal(0, addedAgain);
        Assert.Equal(AllIds(), loggedAfterwards.Order(StringComparer.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<List<string>> AppendUntilKilled()
    {
        using var writer = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "SmartRetail.CrashWriter.dll"),
                _folder.Path,
                Store.Value,
                Count.ToString(CultureInfo.InvariantCulture),
            },
            RedirectStandardOutput = true,
        })!;

        // The pipe holds a few thousand lines, so a writer that is not read cannot run to its end before the kill.
        var acknowledged = new List<string>();
        while (acknowledged.Count < AcknowledgedBeforeKill && await ReadLine(writer) is { } id)
        {
            acknowledged.Add(id);
        }

        writer.Kill();
        while (await ReadLine(writer) is { } id)
        {
            acknowledged.Add(id);
        }

        await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
        return acknowledged;
    }

    private static async Task<string?> ReadLine(Process process) =>
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    private static async Task<List<string>> LoggedIds(RetailStorage storage)
    {
        var logged = await storage.Interactions.ReadAsync(
            Store, afterPosition: 0, limit: 2 * Count, TestContext.Current.CancellationToken);
        return [.. logged.Select(row => row.Interaction.Id.Value)];
    }

    private static async Task<int> AppendAll(RetailStorage storage)
    {
        var outcomes = await storage.Interactions.AppendAsync(
            Store,
            [.. AllIds().Select((id, number) => new Interaction
            {
                Id = new(id),
                Customer = new(string.Create(CultureInfo.InvariantCulture, $"c-{number % 100}")),
                Kind = InteractionKind.View,
                Product = new("p-1"),
                OccurredAt = DateTimeOffset.UnixEpoch.AddYears(50),
            })],
            TestContext.Current.CancellationToken);
        return outcomes.Count(outcome => outcome.IsNew);
    }

    private static IEnumerable<string> AllIds() => Enumerable.Range(0, Count)
        .Select(number => string.Create(CultureInfo.InvariantCulture, $"e-{number:00000000}"));
}
