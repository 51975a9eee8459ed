namespace SmartRetail.Storage.Import;

/// <summary>Reads rows of one format. A row that cannot be read is returned with its problem and does not end the rest.</summary>
internal interface IRowReader
{
    /// <exception cref="InvalidDataException">The stream as a whole is not of the format.</exception>
    IAsyncEnumerable<ImportRow> ReadAsync(Stream content, FieldNames names, CancellationToken cancellationToken);
}
