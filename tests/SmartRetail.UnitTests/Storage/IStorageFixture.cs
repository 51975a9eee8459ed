using SmartRetail.Storage;

namespace SmartRetail.UnitTests.Storage;

/// <summary>An empty database of one kind. Each storage opened on it stands for a process of its own.</summary>
public interface IStorageFixture : IAsyncDisposable
{
    Task<RetailStorage> OpenAsync(TimeProvider clock);

    /// <summary>Keeps every other writer waiting until what is returned is disposed.</summary>
    IDisposable HoldWrites();
}
