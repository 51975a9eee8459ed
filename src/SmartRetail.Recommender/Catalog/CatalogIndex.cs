using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Recommender.Catalog;

/// <summary>
/// An immutable view of one catalog version for browsing: products by category and by title words. What else a product is, the
/// catalog knows.
/// </summary>
public sealed class CatalogIndex
{
    private readonly SortedDictionary<string, List<int>> _byWord;
    private readonly string[] _words;

    private CatalogIndex(
        long version,
        ImmutableArray<ProductId> products,
        ImmutableSortedDictionary<string, ImmutableArray<int>> byCategory,
        SortedDictionary<string, List<int>> byWord)
    {
        Version = version;
        Products = products;
        ByCategory = byCategory;
        _byWord = byWord;
        _words = [.. byWord.Keys];
    }

    public long Version { get; }

    /// <summary>All products, in the order of their ids.</summary>
    public ImmutableArray<ProductId> Products { get; }

    /// <summary>Places in <see cref="Products"/> by category.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<int>> ByCategory { get; }

    /// <summary>Whether an index of the one is an index of the other.</summary>
    public static bool IsSame(Product before, Product after) => before.Title == after.Title && before.Category == after.Category;

    public static CatalogIndex Build(long version, IEnumerable<Product> products)
    {
        ImmutableArray<Product> sorted = [.. products.OrderBy(product => product.Id.Value, StringComparer.Ordinal)];
        var byWord = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (var place = 0; place < sorted.Length; place++)
        {
            foreach (var word in Words(sorted[place].Title).Append(sorted[place].Id.Value.ToUpperInvariant()).Distinct())
            {
                if (!byWord.TryGetValue(word, out var places))
                {
                    byWord[word] = places = [];
                }

                places.Add(place);
            }
        }

        var byCategory = Enumerable.Range(0, sorted.Length)
            .GroupBy(place => sorted[place].Category, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
        return new(version, [.. sorted.Select(product => product.Id)], byCategory, byWord);
    }

    /// <summary>Returns the places whose title or id has, for each word of the text, a word that starts with it.</summary>
    public IEnumerable<int> Search(string text)
    {
        HashSet<int>? found = null;
        foreach (var word in Words(text))
        {
            var matches = Matches(word);
            if (found is null)
            {
                found = matches;
            }
            else
            {
                found.IntersectWith(matches);
            }
        }

        return found is null ? [] : found.Order();
    }

    private HashSet<int> Matches(string prefix)
    {
        var matches = new HashSet<int>();
        var first = Array.BinarySearch(_words, prefix, StringComparer.Ordinal);
        for (var at = first < 0 ? ~first : first; at < _words.Length; at++)
        {
            if (!_words[at].StartsWith(prefix, StringComparison.Ordinal))
            {
                break;
            }

            matches.UnionWith(_byWord[_words[at]]);
        }

        return matches;
    }

    private static IEnumerable<string> Words(string text)
    {
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            var isPart = at < text.Length && char.IsLetterOrDigit(text[at]);
            if (isPart && start < 0)
            {
                start = at;
            }
            else if (!isPart && start >= 0)
            {
                yield return text[start..at].ToUpperInvariant();
                start = -1;
            }
        }
    }
}
