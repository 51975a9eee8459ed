using System.Runtime.Versioning;
using SmartRetail.Storage.Models;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.UnitTests.Storage.Sealing;

public sealed class CustomerKeyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FileName => _folder.File("customer-keys");

    public void Dispose() => _folder.Dispose();

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Is_readable_by_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions");

        CustomerKeyFiles.TryCreate(FileName, TimeProvider.System);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FileName));
    }

    [Fact]
    public void Is_made_once()
    {
        var first = CustomerKeyFiles.TryCreate(FileName, TimeProvider.System);
        var content = File.ReadAllText(FileName);

        Assert.True(first);
        Assert.False(CustomerKeyFiles.TryCreate(FileName, TimeProvider.System));
        Assert.Equal(content, File.ReadAllText(FileName));
        Assert.Equal([FileName], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_rotation_is_found_without_a_restart_and_the_old_master_stays()
    {
        CustomerKeyFiles.TryCreate(FileName, TimeProvider.System);
        File.SetLastWriteTimeUtc(FileName, DateTime.UnixEpoch);
        var keyring = new CustomerKeyring(FileName);
        var old = keyring.Newest.Id;

        CustomerKeyFiles.Rotate(FileName, TimeProvider.System);

        Assert.NotEqual(old, keyring.Newest.Id);
        Assert.NotNull(keyring.Masters.Find(old));
    }

    [Fact]
    public void A_rotation_is_found_behind_a_link()
    {
        CustomerKeyFiles.TryCreate(FileName, TimeProvider.System);
        File.SetLastWriteTimeUtc(FileName, DateTime.UnixEpoch);
        var link = _folder.File("link");
        File.CreateSymbolicLink(link, FileName);
        var keyring = new CustomerKeyring(link);
        var old = keyring.Newest.Id;

        CustomerKeyFiles.Rotate(FileName, TimeProvider.System);

        Assert.NotEqual(old, keyring.Newest.Id);
    }

    [Fact]
    public void Says_how_to_make_the_one_that_is_missing()
    {
        var error = Assert.Throws<CustomerKeysException>(() => CustomerKeyFiles.Rotate(FileName, TimeProvider.System));

        Assert.Contains($"customer keys create --file {FileName}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"format":9,"masters":[{"id":"a","createdAt":"2026-01-01T00:00:00Z","key":""}]}""")]
    [InlineData("""{"format":1,"masters":[]}""")]
    [InlineData("""{"format":1,"masters":[null]}""")]
    [InlineData("""{"format":1,"masters":[{"id":"a","createdAt":"2026-01-01T00:00:00Z","key":"AAAA"}]}""")]
    public void Refuses_what_is_no_key_file(string content)
    {
        File.WriteAllText(FileName, content);

        Assert.Throws<CustomerKeysException>(() => CustomerKeyFile.Read(FileName));
    }

    [Fact]
    public void Refuses_the_key_file_of_models()
    {
        ModelKeyFiles.TryCreate(FileName, TimeProvider.System);

        Assert.Throws<CustomerKeysException>(() => CustomerKeyFile.Read(FileName));
    }
}
