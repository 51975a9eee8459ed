using SmartRetail.Contracts;

namespace SmartRetail.Storage;

/// <summary>
/// Which named imports have been completed. An import that a crash cut short is not among them and is run again; its
/// rows count once all the same.
/// </summary>
public interface IImportLedger
{
    Task<bool> IsCompleteAsync(StoreId store, string name, CancellationToken cancellationToken = default);

    Task MarkCompleteAsync(StoreId store, string name, CancellationToken cancellationToken = default);
}
