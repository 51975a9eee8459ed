using System.Globalization;
using System.IO.Hashing;
using System.Text;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Recommender.Content;

/// <summary>
/// What a product is, as rows of one table: the segments of its category, its brand, its price bucket and the words of
/// its title, hashed (Weinberger et al. 2009). Nothing is looked up in a vocabulary, so a product of tomorrow with a new
/// word encodes as well. Fields weigh alike: each one's features share a weight of 1.
/// </summary>
public static class ContentEncoder
{
    /// <summary>Rows of the content table. 20,000 words of titles share a row with 1.2 others on average.</summary>
    public const int Buckets = 16_384;

    private static readonly char[] CategorySeparators = ['>', '/', '|'];

    public static ContentFeature[] Encode(Product product)
    {
        ArgumentNullException.ThrowIfNull(product);
        var features = new List<ContentFeature>();
        Add(features, "category", CategorySegments(product.Category));
        Add(features, "brand", product.Brand is { Length: > 0 } brand ? [brand.Trim()] : []);
        Add(features, "price", PriceBucket(product.Price));
        Add(features, "word", Words(product.Title));
        return [.. features];
    }

    /// <summary>Two buckets for each doubling of the price.</summary>
    private static string[] PriceBucket(decimal price) => price > 0
        ? [((int)Math.Round(2 * Math.Log2((double)price))).ToString(CultureInfo.InvariantCulture)]
        : [];

    // "Makeup > Nails > Polish" is three features, each with its path, so that a sibling category shares the first two.
    private static List<string> CategorySegments(string category)
    {
        var segments = new List<string>();
        var path = "";
        foreach (var segment in category.Split(
            CategorySeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            path += ">" + segment;
            segments.Add(path);
        }

        return segments;
    }

    private static HashSet<string> Words(string title)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var start = -1;
        for (var at = 0; at <= title.Length; at++)
        {
            var isPart = at < title.Length && char.IsLetterOrDigit(title[at]);
            if (isPart && start < 0)
            {
                start = at;
            }
            else if (!isPart && start >= 0)
            {
                words.Add(title[start..at]);
                start = -1;
            }
        }

        return words;
    }

    private static void Add(List<ContentFeature> features, string field, IReadOnlyCollection<string> values)
    {
        foreach (var value in values)
        {
            var text = $"{field}:{value.ToUpperInvariant()}";
            var bucket = (int)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(text)) % Buckets);
            features.Add(new(bucket, 1f / values.Count));
        }
    }
}
