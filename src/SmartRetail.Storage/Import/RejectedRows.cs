using SmartRetail.Contracts;
using SmartRetail.Recommender.Privacy;

namespace SmartRetail.Storage.Import;

/// <summary>
/// The quarantine files of a data folder. A file that holds a row of an erased customer is written again without it and takes the
/// old one's place.
/// </summary>
internal sealed class RejectedRows(string dataFolder) : IRejectedRows
{
    public async Task<int> EraseAsync(
        StoreId store, IReadOnlyCollection<CustomerId> customers, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(dataFolder, Quarantine.FolderName);
        if (!Directory.Exists(folder))
        {
            return 0;
        }

        var erased = 0;
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => Quarantine.IsOf(store, file)))
        {
            erased += await EraseAsync(file, customers, cancellationToken);
        }

        return erased;
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
