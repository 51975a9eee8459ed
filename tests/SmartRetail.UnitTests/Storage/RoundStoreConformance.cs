using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Rounds;

namespace SmartRetail.UnitTests.Storage;

/// <summary>What the workers and the trainer of a run are promised, wherever the chunks lie.</summary>
public abstract class RoundStoreConformance(IStorageFixture database) : StorageConformance(database)
{
    private static readonly TrainingRunId Run = new("run-1");
    private static readonly RoundPart Part = RoundPart.Fitted(Store, Run, 3, "worker-0");

    private IRoundStore Rounds => Storage.Rounds;

    [Fact]
    public async Task Gives_a_chunk_back_as_it_was_written_last()
    {
        await Rounds.FenceAsync(Store, Run, 1, Cancellation);
        await Write(Part, 0, 1);

        await Write(Part, 0, 2, 3);
        await Write(Part, 1, 4);

        Assert.Equal([2, 3], await Rounds.ReadAsync(Part, 0, Cancellation));
        Assert.Equal([4], await Rounds.ReadAsync(Part, 1, Cancellation));
        Assert.Null(await Rounds.ReadAsync(Part, 2, Cancellation));
        Assert.Null(await Rounds.ReadAsync(Part with { Store = OtherStore }, 0, Cancellation));
    }

    [Fact]
    public async Task Refuses_whoever_has_an_older_token_and_changes_nothing()
    {
        await Rounds.FenceAsync(Store, Run, 1, Cancellation);
        await Write(Part, 0, 1);
        await Rounds.FenceAsync(Store, Run, 2, Cancellation);

        await Assert.ThrowsAsync<StaleTokenException>(() => Write(Part, 0, 9));
        await Assert.ThrowsAsync<StaleTokenException>(() => Rounds.RemoveAsync(Part, 1, Cancellation));
        await Assert.ThrowsAsync<StaleTokenException>(() => Rounds.RenameAsync(Part, "other", 1, Cancellation));
        await Assert.ThrowsAsync<StaleTokenException>(() => Rounds.FenceAsync(Store, Run, 1, Cancellation));

        Assert.Equal([1], await Rounds.ReadAsync(Part, 0, Cancellation));
    }

    [Fact]
    public async Task Takes_nothing_for_a_run_that_has_no_token()
    {
        await Assert.ThrowsAsync<StaleTokenException>(() => Write(Part, 0, 1));

        Assert.Null(await Rounds.ReadAsync(Part, 0, Cancellation));
    }

    [Fact]
    public async Task A_renamed_part_stands_in_place_of_what_had_its_name()
    {
        await Rounds.FenceAsync(Store, Run, 1, Cancellation);
        var target = RoundPart.Parameters(Store, Run, 3);
        await Write(target, 0, 7);
        await Write(target, 1, 7);
        await Write(Part, 0, 1);

        await Rounds.RenameAsync(Part, target.Name, 1, Cancellation);
        await Rounds.RenameAsync(Part, target.Name, 1, Cancellation);

        Assert.Equal([1], await Rounds.ReadAsync(target, 0, Cancellation));
        Assert.Null(await Rounds.ReadAsync(target, 1, Cancellation));
        Assert.Equal([target.Name], await Rounds.ListAsync(Store, Run, Cancellation));
    }

    [Fact]
    public async Task A_discarded_run_has_nothing_and_takes_nothing()
    {
        await Rounds.FenceAsync(Store, Run, 1, Cancellation);
        await Write(Part, 0, 1);
        var other = Part with { Run = new("run-2") };
        await Rounds.FenceAsync(Store, other.Run, 1, Cancellation);
        await Write(other, 0, 5);

        await Rounds.DiscardAsync(Store, Run, Cancellation);

        Assert.Empty(await Rounds.ListAsync(Store, Run, Cancellation));
        await Assert.ThrowsAsync<StaleTokenException>(() => Write(Part, 0, 1));
        Assert.Equal([5], await Rounds.ReadAsync(other, 0, Cancellation));
    }

    [Fact]
    public async Task Reads_of_the_log_what_is_of_some_shards_and_all_shards_together_are_the_log()
    {
        await Storage.Interactions.AppendAsync(
            Store, [.. Enumerable.Range(0, 50).Select(at => View($"e-{at}", $"customer-{at}"))], Cancellation);
        var half = new ShardSet(0x5555_5555_5555_5555);

        var some = await Storage.Interactions.ReadShardsAsync(Store, half, 0, 100, Cancellation);
        var others = await Storage.Interactions.ReadShardsAsync(Store, ShardSet.All.Without(half), 0, 100, Cancellation);

        Assert.All(some, logged => Assert.True(half.Contains(ShardSet.Of(logged.Interaction.Customer))));
        Assert.Equal(
            Enumerable.Range(0, 50).Select(at => $"customer-{at}").Order(StringComparer.Ordinal),
            some.Concat(others).Select(logged => logged.Interaction.Customer.Value).Order(StringComparer.Ordinal));
    }

    private Task Write(RoundPart part, int chunk, params byte[] content) =>
        Rounds.WriteAsync(part, chunk, content, 1, Cancellation);
}
