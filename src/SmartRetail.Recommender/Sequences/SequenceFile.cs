using System.IO.Compression;
using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Sequences;

/// <summary>
/// Reads the format "sequences": one customer a line, <c>customer item item …</c>, oldest first, separated by blanks.
/// A name that ends in .gz is unpacked on the way.
/// </summary>
public static class SequenceFile
{
    /// <exception cref="InvalidDataException">A line names a customer and nothing else, or the file is empty.</exception>
    public static async Task<SequenceDataset> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        await using var file = File.OpenRead(path);
        await using var unpacked = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : (Stream)file;
        using var reader = new StreamReader(unpacked);
        return await ReadAsync(reader, cancellationToken);
    }

    public static async Task<SequenceDataset> ReadAsync(
        TextReader reader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var products = new List<ProductId>();
        var items = new List<int>();
        var offsets = new List<int> { 0 };
        var line = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { } text)
        {
            line++;
            var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            if (words.Length == 1)
            {
                throw new InvalidDataException($"line {line} names customer '{words[0]}' and no item");
            }

            foreach (var word in words.AsSpan(1))
            {
                if (!numbers.TryGetValue(word, out var item))
                {
                    item = products.Count;
                    numbers.Add(word, item);
                    products.Add(new(word));
                }

                items.Add(item);
            }

            offsets.Add(items.Count);
        }

        return items.Count > 0
            ? new(new ItemVocabulary(products), [.. items], [.. offsets])
            : throw new InvalidDataException("the file holds no sequence");
    }
}
