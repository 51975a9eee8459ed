using System.Globalization;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.UnitTests.Storage;

/// <summary>What an interaction log promises, on whatever database.</summary>
public abstract class InteractionLogConformance(IStorageFixture database) : StorageConformance(database)
{
    private IInteractionLog Log => Storage.Interactions;

    [Fact]
    public async Task Returns_an_interaction_as_it_was_appended()
    {
        var interaction = new Interaction
        {
            Id = new("e-1 ü 漢"),
            Customer = Anna,
            Kind = InteractionKind.Rate,
            Product = new("teapot"),
            OccurredAt = new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.FromHours(5.5)).AddTicks(1_234_567),
            Quantity = 3,
            Price = 12.340m,
            Rating = 4.5,
            Query = "tea \"pot\"\0, large",
            Session = "s-1",
            RecommendationId = new("r-1"),
            Position = 7,
        };

        await Append(interaction);
        var logged = Assert.Single(await ReadAll());

        Assert.Equal(interaction, logged.Interaction);
        Assert.Equal("12.340", logged.Interaction.Price?.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(Clock.GetUtcNow(), logged.RecordedAt);
        Assert.False(logged.IsImported);
    }

    [Fact]
    public async Task Counts_an_id_once_within_a_call_and_across_calls()
    {
        var first = await Append(View("e-1"), View("e-2"), View("e-1"));
        var second = await Append(View("e-2"), View("e-3"));

        Assert.Equal([true, true, false], first.Select(outcome => outcome.IsNew));
        Assert.Equal([false, true], second.Select(outcome => outcome.IsNew));
        Assert.Equal(first[0].Position, first[2].Position);
        Assert.Equal(first[1].Position, second[0].Position);
        Assert.Equal(3, await Log.CountAsync(Store, Cancellation));
    }

    [Fact]
    public async Task Counts_one_customer_behind_a_position()
    {
        var first = await Append(View("e-1", "anna"), View("e-2", "anna"), View("e-1", "bert"), View("e-3", "anna"));

        var all = await Log.CountCustomerAsync(Store, new("anna"), 0, Cancellation);
        var behind = await Log.CountCustomerAsync(Store, new("anna"), first[0].Position, Cancellation);
        var none = await Log.CountCustomerAsync(Store, new("anna"), first[3].Position, Cancellation);

        Assert.Equal((3, 2, 0), (all, behind, none));
    }

    [Fact]
    public async Task Lets_another_customer_use_the_same_id()
    {
        await Append(View("e-1", "anna"));

        var outcome = Assert.Single(await Append(View("e-1", "bert")));

        Assert.True(outcome.IsNew);
    }

    [Fact]
    public async Task Keeps_the_order_of_a_call_and_of_calls()
    {
        await Append(View("e-2"), View("e-1"));
        await Append(View("e-0"));

        var logged = await ReadAll();

        Assert.Equal(["e-2", "e-1", "e-0"], logged.Select(row => row.Interaction.Id.Value));
        Assert.Equal(logged.Select(row => row.Position).Order(), logged.Select(row => row.Position));
    }

    [Fact]
    public async Task Writes_nothing_of_a_call_that_fails()
    {
        var broken = View("e-2") with { Customer = new(null!) };

        await Assert.ThrowsAnyAsync<Exception>(() => Append(View("e-1"), broken));

        Assert.Empty(await ReadAll());
    }

    [Fact]
    public async Task Spares_the_other_calls_when_one_of_a_group_fails()
    {
        Task<IReadOnlyList<AppendOutcome>> before, failing, after;
        using (Database.HoldWrites())
        {
            before = Append(View("e-1"));
            failing = Append(View("e-2") with { Customer = new(null!) });
            after = Append(View("e-3"));
        }

        await Assert.ThrowsAnyAsync<Exception>(() => failing);
        await before;
        await after;

        Assert.Equal(["e-1", "e-3"], (await ReadAll()).Select(row => row.Interaction.Id.Value));
    }

    [Fact]
    public async Task Takes_appends_from_many_callers_at_once()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(caller => Append(View($"e-{caller}"))));

        var positions = outcomes.Select(one => Assert.Single(one).Position).Order().ToList();
        Assert.Equal(positions, (await ReadAll()).Select(row => row.Position));
        Assert.Equal(100, positions.Distinct().Count());
    }

    [Fact]
    public async Task Refuses_what_finds_no_room_and_writes_nothing_of_it()
    {
        // The queue holds one such call, and the writer, which is kept waiting, may hold another.
        List<Task<bool>> calls;
        using (Database.HoldWrites())
        {
            calls = [.. Enumerable.Range(0, 10).Select(call => IsAppended(Views($"{call}-", 150)))];
        }

        var appended = await Task.WhenAll(calls);
        var logged = (await ReadAll()).Select(row => row.Interaction.Id.Value[0] - '0').Distinct();

        Assert.InRange(appended.Count(isAppended => isAppended), 1, 2);
        Assert.Equal(Enumerable.Range(0, 10).Where(call => appended[call]), logged);
    }

    [Fact]
    public async Task Lets_a_follower_miss_nothing_while_others_append()
    {
        await using var otherProcess = await Database.OpenAsync(Clock);
        var appending = Task.WhenAll(Enumerable.Range(0, 120).Select(number =>
            (number % 2 == 0 ? Storage : otherProcess).Interactions.AppendAsync(
                Store, [View($"e-{number}")], Cancellation)));

        var followed = await FollowUntil(count: 120);
        await appending;

        Assert.Equal((await ReadAll()).Select(row => row.Position), followed);
    }

    [Fact]
    public async Task Shows_a_store_nothing_of_another()
    {
        await Append(View("e-1"));
        await Log.AppendAsync(OtherStore, [View("e-1"), View("e-2")], Cancellation);

        Assert.Single(await ReadAll());
        Assert.Single(await Log.ReadCustomerAsync(Store, Anna, 0, 100, Cancellation));
        Assert.Equal(1, await Log.CountAsync(Store, Cancellation));
        Assert.Equal(2, await Log.CountAsync(OtherStore, Cancellation));
    }

    [Fact]
    public async Task Reads_one_customer_behind_a_position_up_to_a_limit()
    {
        var outcomes = await Append(View("e-1"), View("e-2", "bert"), View("e-3"), View("e-4"), View("e-5"));

        var logged = await Log.ReadCustomerAsync(Store, Anna, outcomes[0].Position, limit: 2, Cancellation);

        Assert.Equal(["e-3", "e-4"], logged.Select(row => row.Interaction.Id.Value));
    }

    [Fact]
    public async Task Marks_what_came_by_import()
    {
        await Log.ImportAsync(Store, [View("e-1")], Cancellation);

        Assert.True(Assert.Single(await ReadAll()).IsImported);
    }

    [Fact]
    public async Task Shows_one_process_what_another_has_appended()
    {
        await using var otherProcess = await Database.OpenAsync(Clock);
        await otherProcess.Interactions.AppendAsync(Store, [View("e-1")], Cancellation);

        var outcome = Assert.Single(await Append(View("e-1")));

        Assert.False(outcome.IsNew);
        Assert.Single(await ReadAll());
    }

    [Fact]
    public async Task Wakes_a_follower_by_a_commit_of_its_store_alone()
    {
        var waiting = Log.WaitForAppendAsync(Store, 0, TimeSpan.FromMinutes(1), Cancellation);

        await Log.AppendAsync(OtherStore, [View("e-1")], Cancellation);
        var waitingAgain = Log.WaitForAppendAsync(Store, 0, TimeSpan.FromMinutes(1), Cancellation);
        var isWokenByOther = waiting.IsCompleted || waitingAgain.IsCompleted;
        await Append(View("e-1"));
        await Task.WhenAll(waiting, waitingAgain);

        Assert.False(isWokenByOther);
    }

    [Fact]
    public async Task Lets_a_follower_look_for_itself_after_a_time()
    {
        var waiting = Log.WaitForAppendAsync(Store, 0, TimeSpan.FromSeconds(5), Cancellation);

        Clock.Advance(TimeSpan.FromSeconds(5));
        await waiting;

        Assert.Empty(await ReadAll());
    }

    [Fact]
    public async Task Does_not_wait_when_more_was_committed_already()
    {
        await Append(View("e-1"));

        var waiting = Log.WaitForAppendAsync(Store, 0, TimeSpan.FromMinutes(1), Cancellation);

        Assert.True(waiting.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Samples_the_customers_first_seen_of_those_with_a_middling_history()
    {
        await Append([.. Views("few", 19).Select(view => view with { Customer = new("few") })]);
        await Append([.. Views("z", 20).Select(view => view with { Customer = new("zoe") })]);
        await Append([.. Views("b", 30).Select(view => view with { Customer = new("bert") })]);
        await Append([.. Views("c", 30).Select(view => view with { Customer = new("carl") })]);

        var sample = await Log.SampleCustomersAsync(Store, 2, Cancellation);

        Assert.Equal(["zoe", "bert"], sample.Select(customer => customer.Value));
    }

    private Task<IReadOnlyList<AppendOutcome>> Append(params Interaction[] interactions) =>
        Log.AppendAsync(Store, interactions, Cancellation);

    private async Task<bool> IsAppended(Interaction[] interactions)
    {
        try
        {
            await Append(interactions);
            return true;
        }
        catch (LogUnavailableException refused) when (refused.RetryAfter > TimeSpan.Zero)
        {
            return false;
        }
    }

    private Task<IReadOnlyList<LoggedInteraction>> ReadAll() => Log.ReadAsync(Store, 0, 10_000, Cancellation);

    private async Task<List<long>> FollowUntil(int count)
    {
        var positions = new List<long>();
        while (positions.Count < count)
        {
            var more = await Log.ReadAsync(Store, positions.LastOrDefault(), limit: 7, Cancellation);
            positions.AddRange(more.Select(row => row.Position));
        }

        return positions;
    }
}
