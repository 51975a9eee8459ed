using SmartRetail.Storage.Sealing;

namespace SmartRetail.UnitTests.Storage.Sealing;

/// <summary>A key file of a test's own, outside of its database's folder.</summary>
internal sealed class CustomerKeyFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CustomerKeyFixture() => CustomerKeyFiles.TryCreate(File, TimeProvider.System);

    public string File => _folder.File("customer-keys");

    /// <summary>Returns a copy of the file as it is now, which later changes leave alone.</summary>
    public string Copy()
    {
        var copy = _folder.File(Guid.NewGuid().ToString("N"));
        System.IO.File.Copy(File, copy);
        return copy;
    }

    /// <summary>Puts a new master in front, in a file of another time whatever the clock's step is.</summary>
    public void Rotate()
    {
        System.IO.File.SetLastWriteTimeUtc(File, DateTime.UnixEpoch);
        CustomerKeyFiles.Rotate(File, TimeProvider.System);
    }

    public void Dispose() => _folder.Dispose();
}
