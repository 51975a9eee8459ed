using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace SmartRetail.Recommender.Sequences;

/// <summary>Reads texts whose lines are words between blanks.</summary>
internal static class WordLines
{
    /// <summary>Opens a text; one whose name ends in .gz is unpacked on the way.</summary>
    public static StreamReader Open(string path)
    {
        var file = File.OpenRead(path);
        return new(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file);
    }

    /// <summary>The words of each line that has any, with the line's number, which counts from 1.</summary>
    public static async IAsyncEnumerable<(int Number, string[] Words)> ReadAsync(
        TextReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { } text)
        {
            number++;
            var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
            {
                yield return (number, words);
            }
        }
    }
}
