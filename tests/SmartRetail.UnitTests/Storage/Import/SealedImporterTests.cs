using SmartRetail.UnitTests.Storage.Sealing;

namespace SmartRetail.UnitTests.Storage.Import;

public sealed class SealedImporterTests : ImporterTests
{
    private readonly CustomerKeyFixture _keys = new();

    protected override string? CustomerKeyFile => _keys.File;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _keys.Dispose();
    }
}
