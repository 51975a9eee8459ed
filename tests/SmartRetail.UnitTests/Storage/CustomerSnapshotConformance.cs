using SmartRetail.Recommender.Interactions;

namespace SmartRetail.UnitTests.Storage;

public abstract class CustomerSnapshotConformance(IStorageFixture database) : StorageConformance(database)
{
    [Fact]
    public async Task Returns_the_snapshot_that_was_saved()
    {
        await Save(position: 7, format: 2, payload: [0, 1, 255]);

        var snapshot = await Load();

        Assert.Equal((7, 2), (snapshot!.Position, snapshot.Format));
        Assert.Equal([0, 1, 255], snapshot.Payload.ToArray());
    }

    [Fact]
    public async Task Never_goes_back_to_an_earlier_position()
    {
        await Save(position: 7, format: 1, payload: [7]);
        await Save(position: 6, format: 1, payload: [6]);

        Assert.Equal([7], (await Load())!.Payload.ToArray());
    }

    [Fact]
    public async Task Goes_on_to_a_later_position()
    {
        await Save(position: 7, format: 1, payload: [7]);
        await Save(position: 8, format: 1, payload: [8]);

        Assert.Equal([8], (await Load())!.Payload.ToArray());
    }

    [Fact]
    public async Task Has_no_snapshot_of_another_stores_customer()
    {
        await Save(position: 7, format: 1, payload: [7]);

        Assert.Null(await Storage.Snapshots.LoadAsync(OtherStore, Anna, Cancellation));
    }

    private Task Save(long position, int format, byte[] payload) =>
        Storage.Snapshots.SaveAsync(Store, Anna, new(position, format, payload), Cancellation);

    private Task<CustomerSnapshot?> Load() => Storage.Snapshots.LoadAsync(Store, Anna, Cancellation);
}
