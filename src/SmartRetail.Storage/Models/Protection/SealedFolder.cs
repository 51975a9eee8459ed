using SmartRetail.Recommender.Models;

namespace SmartRetail.Storage.Models.Protection;

/// <summary>Reads the small files of a sealed folder, whatever somebody has put there.</summary>
internal static class SealedFolder
{
    private const int MaxLength = 1_048_576;

    /// <exception cref="ArtifactRefusedException">The file is missing or larger than any that was sealed.</exception>
    public static async Task<byte[]> ReadAsync(string folder, string file, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, file);
        try
        {
            return new FileInfo(path).Length <= MaxLength
                ? await File.ReadAllBytesAsync(path, cancellationToken)
                : throw new ArtifactRefusedException(ArtifactRefusal.Unsealed, $"its {file} is larger than {MaxLength} bytes");
        }
        catch (FileNotFoundException error)
        {
            throw new ArtifactRefusedException(
                ArtifactRefusal.Unsealed, $"it has no {file}; if it is from before models were sealed, train anew", error);
        }
    }
}
