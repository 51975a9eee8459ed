using SmartRetail.Contracts;
using SmartRetail.Contracts.Imports;

namespace SmartRetail.Recommender.Privacy;

/// <summary>Rows that imports on this machine have set aside.</summary>
public interface IRejectedRows
{
    /// <summary>Removes those of the customers; returns how many there were.</summary>
    Task<int> EraseAsync(
        StoreId store, IReadOnlyCollection<CustomerId> customers, CancellationToken cancellationToken = default);

    /// <summary>Reads rows of one import's file, in its order; none when the file is gone.</summary>
    /// <param name="file">As the import's report names it.</param>
    /// <param name="from">0, or what the part before says.</param>
    Task<RefusedRows> ReadAsync(string file, long from, int count, CancellationToken cancellationToken = default);
}
