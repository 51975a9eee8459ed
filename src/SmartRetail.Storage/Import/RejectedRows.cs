using System.Collections.Immutable;
using System.Text;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Imports;
using SmartRetail.Recommender.Privacy;

namespace SmartRetail.Storage.Import;

/// <summary>
/// The quarantine files of a data folder. A file that holds a row of an erased customer is written again without it and takes the
/// old one's place.
/// </summary>
internal sealed class RejectedRows(string dataFolder) : IRejectedRows
{
    /// <summary>About how many characters are read at once: rows may be long.</summary>
    private const int MaxLength = 256 * 1_024;

    private const string LockFile = ".lock";
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    public async Task<int> EraseAsync(
        StoreId store, IReadOnlyCollection<CustomerId> customers, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(dataFolder, Quarantine.FolderName);
        if (!Directory.Exists(folder))
        {
            return 0;
        }

        // Two who write a file again at once, here or in another silo of this machine, would each bring back what the other one
        // has left out.
        await using var turn = await TakeTurnAsync(Path.Combine(folder, LockFile), cancellationToken);
        var erased = 0;
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => Quarantine.IsOf(store, file)))
        {
            erased += await EraseAsync(file, customers, cancellationToken);
        }

        return erased;
    }

    public async Task<RefusedRows> ReadAsync(
        string file, long from, int count, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return new([], null);
        }

        var rows = ImmutableArray.CreateBuilder<RefusedRow>();
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Position = Math.Min(from, stream.Length);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        for (var length = 0; rows.Count < count && length < MaxLength;)
        {
            if (await reader.ReadLineAsync(cancellationToken) is not { } line)
            {
                return new(rows.DrainToImmutable(), null);
            }

            length += line.Length;
            from += Encoding.UTF8.GetByteCount(line) + Environment.NewLine.Length;

            // An erasure in between has made the file shorter, so that the place is in the middle of a line.
            if (QuarantinedRow.FromJson(line) is { } row)
            {
                rows.Add(new(row.Line, row.Errors, row.Row));
            }
        }

        return new(rows.DrainToImmutable(), from < stream.Length ? from : null);
    }

    private static async Task<FileStream> TakeTurnAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                await Task.Delay(Beat, cancellationToken);
            }
        }
    }

    private static async Task<int> EraseAsync(
        string file, IReadOnlyCollection<CustomerId> customers, CancellationToken cancellationToken)
    {
        var kept = new List<string>();
        var erased = 0;
        await foreach (var line in File.ReadLinesAsync(file, cancellationToken))
        {
            if (QuarantinedRow.FromJson(line) is { } row && customers.Any(row.IsOf))
            {
                erased++;
            }
            else
            {
                kept.Add(line);
            }
        }

        if (erased > 0)
        {
            var without = file + ".new";
            await File.WriteAllLinesAsync(without, kept, cancellationToken);
            File.Move(without, file, overwrite: true);
        }

        return erased;
    }
}
