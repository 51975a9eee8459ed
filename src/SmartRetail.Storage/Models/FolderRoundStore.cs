using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Rounds;

namespace SmartRetail.Storage.Models;

/// <summary>
/// Chunks as files of one machine, a folder a part. A file that one process at a time can hold open stands between the
/// look at the run's token and the write.
/// </summary>
internal sealed class FolderRoundStore(ModelFolders folders) : IRoundStore
{
    private const string TokenFile = "token";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public async Task FenceAsync(StoreId store, TrainingRunId run, long token, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(folders.Rounds(store, run)).FullName;
        using var held = await HoldAsync(folder, cancellationToken);
        if (ReadToken(folder) > token)
        {
            throw new StaleTokenException(run, token);
        }

        var text = token.ToString(CultureInfo.InvariantCulture);
        await ReplaceAsync(Path.Combine(folder, TokenFile), System.Text.Encoding.ASCII.GetBytes(text), cancellationToken);
    }

    public Task WriteAsync(
        RoundPart part, int chunk, ReadOnlyMemory<byte> content, long token, CancellationToken cancellationToken) =>
        ChangeAsync(
            part.Store,
            part.Run,
            token,
            () => ReplaceAsync(
                Path.Combine(Directory.CreateDirectory(folders.Round(part)).FullName, NameOf(chunk)), content, cancellationToken),
            cancellationToken);

    public async Task<byte[]?> ReadAsync(RoundPart part, int chunk, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(Path.Combine(folders.Round(part), NameOf(chunk)), cancellationToken);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public Task RenameAsync(RoundPart part, string name, long token, CancellationToken cancellationToken) =>
        ChangeAsync(
            part.Store,
            part.Run,
            token,
            () =>
            {
                var (from, to) = (folders.Round(part), folders.Round(part with { Name = name }));
                if (Directory.Exists(from))
                {
                    ModelFolders.DeleteIfThere(to);
                    Directory.Move(from, to);
                }

                return Task.CompletedTask;
            },
            cancellationToken);

    public Task RemoveAsync(RoundPart part, long token, CancellationToken cancellationToken) =>
        ChangeAsync(
            part.Store,
            part.Run,
            token,
            () =>
            {
                ModelFolders.DeleteIfThere(folders.Round(part));
                return Task.CompletedTask;
            },
            cancellationToken);

    public Task<IReadOnlyList<string>> ListAsync(
        StoreId store, TrainingRunId run, CancellationToken cancellationToken)
    {
        var folder = folders.Rounds(store, run);
        return Task.FromResult<IReadOnlyList<string>>(Directory.Exists(folder)
            ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : []);
    }

    public async Task DiscardAsync(StoreId store, TrainingRunId run, CancellationToken cancellationToken)
    {
        var folder = folders.Rounds(store, run);
        if (Directory.Exists(folder))
        {
            using var held = await HoldAsync(folder, cancellationToken);
            Directory.Delete(folder, recursive: true);
            File.Delete(LockFileOf(folder));
        }
    }

    private async Task ChangeAsync(
        StoreId store, TrainingRunId run, long token, Func<Task> change, CancellationToken cancellationToken)
    {
        var folder = folders.Rounds(store, run);
        if (!Directory.Exists(folder))
        {
            throw new StaleTokenException(run, token);
        }

        using var held = await HoldAsync(folder, cancellationToken);
        if (ReadToken(folder) is not { } newest || newest > token)
        {
            throw new StaleTokenException(run, token);
        }

        await change();
    }

    private static long? ReadToken(string folder)
    {
        var path = Path.Combine(folder, TokenFile);
        return File.Exists(path) ? long.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture) : null;
    }

    // Beside the folder, so that it is there still when the folder is removed.
    private static async Task<FileStream> HoldAsync(string folder, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new(LockFileOf(folder), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    private static async Task ReplaceAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var aside = path + ".new";
        await File.WriteAllBytesAsync(aside, content, cancellationToken);
        File.Move(aside, path, overwrite: true);
    }

    private static string LockFileOf(string folder) => folder + ".lock";

    private static string NameOf(int chunk) => chunk.ToString(CultureInfo.InvariantCulture);
}
