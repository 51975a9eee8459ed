using System.Runtime.Versioning;
using SmartRetail.Recommender.Models;
using SmartRetail.Storage.Models.Protection;

namespace SmartRetail.UnitTests.Storage.Models.Protection;

public sealed class ModelKeyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FileName => _folder.File("model.keys");

    public void Dispose() => _folder.Dispose();

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Is_readable_by_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions");

        ModelKeyFile.TryCreate(FileName, NewKeys());

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FileName));
    }

    [Fact]
    public void Of_several_processes_that_make_it_at_once_one_wins_and_all_read_its_keys()
    {
        var keyrings = Enumerable.Range(0, 8)
            .Select(_ => new ModelKeyring(FileName, isOurs: true, TimeProvider.System)).ToList();

        var signers = keyrings.AsParallel().Select(keyring => keyring.Signer.Id).Distinct();

        Assert.Single(signers);
        Assert.Equal([FileName], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_rotation_is_found_without_a_restart_and_the_old_keys_stay()
    {
        ModelKeyFile.TryCreate(FileName, NewKeys());
        File.SetLastWriteTimeUtc(FileName, DateTime.UnixEpoch);
        var keyring = new ModelKeyring(FileName, isOurs: false, TimeProvider.System);
        var old = (Signer: keyring.Signer.Id, Wrapping: keyring.Keys.Wrapping[0].Id);

        ModelKeyFile.Replace(FileName, keyring.Keys.Rotate(DateTimeOffset.UnixEpoch));

        Assert.NotEqual(old.Signer, keyring.Signer.Id);
        Assert.NotEqual(old.Wrapping, keyring.Keys.Wrapping[0].Id);
        Assert.NotNull(keyring.FindSigner(old.Signer));
        Assert.NotNull(keyring.FindWrapping(old.Wrapping));
    }

    [Fact]
    public void Says_how_to_make_the_one_that_is_missing()
    {
        var keyring = new ModelKeyring(FileName, isOurs: false, TimeProvider.System);

        var error = Assert.Throws<ModelKeysException>(() => keyring.Keys);

        Assert.Contains($"model keys create --file {FileName}", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(FileName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"format":9,"wrapping":[],"signing":[],"exchange":{"id":"a","createdAt":"2026-01-01T00:00:00Z","key":""}}""")]
    [InlineData("""{"format":1,"wrapping":[],"signing":[],"exchange":{"id":"a","createdAt":"2026-01-01T00:00:00Z","key":""}}""")]
    public void Refuses_what_is_no_key_file(string content)
    {
        File.WriteAllText(FileName, content);

        Assert.Throws<ModelKeysException>(() => ModelKeyFile.Read(FileName));
    }

    private static ModelKeys NewKeys() => ModelKeys.Create(DateTimeOffset.UnixEpoch);
}
