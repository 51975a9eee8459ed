namespace SmartRetail.Recommender.Sequences;

/// <summary>
/// Reads two formats of item sequences, oldest item first, separated by blanks. "sequences": one customer a line,
/// <c>customer item item …</c>. "sessions": one session a line, <c>item item …</c>, whose customer is not known. A name
/// that ends in .gz is unpacked on the way.
/// </summary>
public static class SequenceFile
{
    /// <summary>Reads the format "sequences".</summary>
    /// <exception cref="InvalidDataException">A line names a customer and nothing else, or the file is empty.</exception>
    public static async Task<SequenceDataset> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        using var reader = WordLines.Open(path);
        return await ReadAsync(reader, cancellationToken);
    }

    /// <inheritdoc cref="ReadAsync(string, CancellationToken)"/>
    public static Task<SequenceDataset> ReadAsync(TextReader reader, CancellationToken cancellationToken = default) =>
        ReadAsync(reader, isCustomerFirst: true, cancellationToken);

    /// <summary>
    /// Reads the format "sessions"; each session is a customer of the dataset. One with a single item is kept: it follows
    /// nothing, yet counts for the item's popularity.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is empty.</exception>
    public static async Task<SequenceDataset> ReadSessionsAsync(
        string path, CancellationToken cancellationToken = default)
    {
        using var reader = WordLines.Open(path);
        return await ReadSessionsAsync(reader, cancellationToken);
    }

    /// <inheritdoc cref="ReadSessionsAsync(string, CancellationToken)"/>
    public static Task<SequenceDataset> ReadSessionsAsync(
        TextReader reader, CancellationToken cancellationToken = default) =>
        ReadAsync(reader, isCustomerFirst: false, cancellationToken);

    private static async Task<SequenceDataset> ReadAsync(
        TextReader reader, bool isCustomerFirst, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var numbering = new ItemNumbering();
        var items = new List<int>();
        var offsets = new List<int> { 0 };
        await foreach (var (number, words) in WordLines.ReadAsync(reader, cancellationToken))
        {
            if (isCustomerFirst && words.Length == 1)
            {
                throw new InvalidDataException($"line {number} names customer '{words[0]}' and no item");
            }

            for (var at = isCustomerFirst ? 1 : 0; at < words.Length; at++)
            {
                items.Add(numbering.NumberOf(words[at]));
            }

            offsets.Add(items.Count);
        }

        return items.Count > 0
            ? new(numbering.ToVocabulary(), [.. items], [.. offsets])
            : throw new InvalidDataException("the file holds no sequence");
    }
}
