using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Recommender.Imports;

/// <summary>
/// Brings files of interactions and products into a store. Bad rows are set aside and do not stop the rest. An import
/// that was cut short is run again from its start: what is there counts as a duplicate, also where rows have no ids.
/// Memory is bounded whatever the length of the stream.
/// </summary>
public interface IImporter
{
    /// <exception cref="InvalidDataException">The stream is not of the format, or lacks a required column.</exception>
    /// <exception cref="LogUnavailableException">The database took nothing for two minutes.</exception>
    Task<ImportReport> ImportInteractionsAsync(
        ImportRequest request,
        Stream content,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ImportInteractionsAsync"/>
    Task<ImportReport> ImportProductsAsync(
        ImportRequest request,
        Stream content,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
