using System.Collections.Immutable;
using System.Security.Cryptography;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Storage.Models.Protection;

/// <summary>The files of an artifact from one folder into another, encrypted or in clear.</summary>
internal static class SealedFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static async Task<ImmutableSortedDictionary<string, SealedFile>> SealAsync(
        IEnumerable<string> files, string clear, string output, byte[] dataKey, CancellationToken cancellationToken)
    {
        var sealedFiles = ImmutableSortedDictionary.CreateBuilder<string, SealedFile>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            ArtifactFolder.CheckName(file);
            await using var input = File.OpenRead(Path.Combine(clear, file));
            await using var sealing = new FileStream(Path.Combine(output, file), FileMode.CreateNew, FileAccess.Write);
            var (length, sha256) = await SealedStream.SealAsync(input, sealing, dataKey, file, cancellationToken);
            sealedFiles.Add(file, new(length, Convert.ToHexStringLower(sha256)));
            sealing.Flush(flushToDisk: true);
        }

        return sealedFiles.ToImmutable();
    }

    /// <summary>Decrypts the files of a sealed folder into a folder of their owner alone; all of them, or none.</summary>
    /// <exception cref="ArtifactRefusedException">A file is not the one that was sealed.</exception>
    public static async Task OpenAsync(
        ImmutableSortedDictionary<string, SealedFile> files,
        string sealedFolder,
        string clear,
        byte[] dataKey,
        CancellationToken cancellationToken)
    {
        try
        {
            CreateOwned(clear);
            foreach (var (file, content) in files)
            {
                await OpenFileAsync(sealedFolder, clear, file, content, dataKey, cancellationToken);
            }
        }
        catch
        {
            ModelFolders.DeleteIfThere(clear);
            throw;
        }
    }

    private static async Task OpenFileAsync(
        string sealedFolder, string clear, string file, SealedFile content, byte[] dataKey, CancellationToken cancellationToken)
    {
        ArtifactFolder.CheckName(file);
        var path = Path.Combine(sealedFolder, file);
        var length = File.Exists(path) ? new FileInfo(path).Length : -1;
        if (content.Length < 0 || length != SealedStream.LengthOf(content.Length))
        {
            throw Torn(length < 0 ? $"{file} is missing" : $"{file} has {length} bytes, not those that were sealed", null);
        }

        try
        {
            await using var input = File.OpenRead(path);
            await using var output = new FileStream(Path.Combine(clear, file), FileMode.CreateNew, FileAccess.Write);
            var sha256 = await SealedStream.OpenAsync(input, output, content.Length, dataKey, file, cancellationToken);
            if (Convert.ToHexStringLower(sha256) == content.Sha256)
            {
                return;
            }
        }
        catch (Exception error) when (error is CryptographicException or EndOfStreamException)
        {
            throw Torn($"{file} is not the one that was sealed", error);
        }

        throw Torn($"{file} is not the one that was sealed", null);
    }

    private static ArtifactRefusedException Torn(string message, Exception? inner) => new(ArtifactRefusal.Torn, message, inner);

    private static void CreateOwned(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }
    }
}
