using SmartRetail.Contracts;
using SmartRetail.Recommender.Rounds;

namespace SmartRetail.Storage.Models;

/// <summary>
/// Where artifacts lie on this machine: models/&lt;store&gt;/&lt;version&gt; for what is published and models/.staging for
/// what is being written.
/// </summary>
internal sealed class ModelFolders(string root)
{
    private const string OpenedFolder = ".opened";

    // Longer than a model takes to load.
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    public string Root => root;

    public string Published(StoreId store, ModelVersion version)
    {
        CheckStore(store);
        return Path.Combine(root, store.Value, version.ToString());
    }

    public string Staging(StoreId store, TrainingRunId run)
    {
        CheckStore(store);
        CheckSegment(run.Value, nameof(run));
        return Path.Combine(root, ".staging", store.Value, run.Value);
    }

    public string Staging(StoreId store, TrainingRunId run, string worker)
    {
        CheckSegment(worker, nameof(worker));
        return Path.Combine(Staging(store, run), worker);
    }

    /// <summary>What a run's workers and trainer exchange while it goes on.</summary>
    public string Rounds(StoreId store, TrainingRunId run)
    {
        CheckStore(store);
        CheckSegment(run.Value, nameof(run));
        return Path.Combine(root, ".rounds", store.Value, run.Value);
    }

    public string Round(RoundPart part)
    {
        CheckSegment(part.Name, nameof(part));
        return Path.Combine(Rounds(part.Store, part.Run), part.Name);
    }

    /// <summary>A name for a folder that nobody else uses, for an artifact in clear while it is loaded.</summary>
    public string Opened() => Path.Combine(root, OpenedFolder, Guid.NewGuid().ToString("N"));

    /// <summary>Removes what a process that died had opened.</summary>
    public void DeleteForgotten(TimeProvider clock)
    {
        var opened = new DirectoryInfo(Path.Combine(root, OpenedFolder));
        if (!opened.Exists)
        {
            return;
        }

        foreach (var folder in opened.EnumerateDirectories().Where(folder => clock.GetUtcNow() - folder.CreationTimeUtc > Forgotten))
        {
            TryDelete(folder.FullName);
        }
    }

    /// <summary>Deletes a folder; on Windows what is mapped into memory stays until it is not.</summary>
    public static void TryDelete(string folder)
    {
        try
        {
            DeleteIfThere(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Still mapped: whoever starts after an hour deletes it.
        }
    }

    /// <summary>A folder that nobody else uses, for what becomes an artifact when it is whole.</summary>
    public string Incoming() =>
        Directory.CreateDirectory(Path.Combine(root, ".incoming", Guid.NewGuid().ToString("N"))).FullName;

    public static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void CheckStore(StoreId store)
    {
        if (StoreId.Check(nameof(store), store.Value) is { } error)
        {
            throw new ArgumentException(error.ToString(), nameof(store));
        }
    }

    // A name that comes from a caller must stay one folder, inside ours.
    private static void CheckSegment(string value, string name)
    {
        if (string.IsNullOrEmpty(value) ||
            value.Length > Identifier.MaxLength ||
            value[0] == '.' ||
            !value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw new ArgumentException($"'{value}' cannot name a folder: a-z, A-Z, 0-9, '-', '_' and '.' can", name);
        }
    }
}
