using System.Globalization;
using System.Text;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Rounds;

/// <summary>
/// What a worker has found in its shards, or all workers together: which products there are, in the order in which the
/// model numbers them, and how often they occur. All workers draw negatives by the same counts and give an item the same
/// number, and nobody has to read what is another's.
/// </summary>
/// <param name="Customers">Customers in the part that is trained on.</param>
/// <param name="Interactions">Interactions in that part.</param>
public sealed record ProductSurvey(long Customers, long Interactions, IReadOnlyList<SurveyedProduct> Products)
{
    /// <summary>Products that occur fewer times have no place in sequences: there is too little to learn from.</summary>
    private const int LeastPrepared = 2;

    /// <param name="prepared">The sequences, with the products that nobody has acted on yet.</param>
    /// <param name="training">The part that is trained on, over the same vocabulary.</param>
    public static ProductSurvey Of(SequenceDataset prepared, SequenceDataset training)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(training);
        return new(
            training.Customers,
            training.Interactions,
            [.. prepared.Vocabulary.Products
                .Zip(prepared.CountItems(), training.CountItems())
                .Select(one => new SurveyedProduct(one.First.Value, one.Second, one.Third))]);
    }

    /// <summary>Adds the workers' counts up; products come in the order of the first worker that names them.</summary>
    public static ProductSurvey Merge(IReadOnlyList<ProductSurvey> surveys)
    {
        ArgumentNullException.ThrowIfNull(surveys);
        var products = new List<SurveyedProduct>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var product in surveys.SelectMany(survey => survey.Products))
        {
            if (places.TryAdd(product.Product, products.Count))
            {
                products.Add(product);
            }
            else
            {
                var place = places[product.Product];
                products[place] = product with
                {
                    Prepared = products[place].Prepared + product.Prepared,
                    Trained = products[place].Trained + product.Trained,
                };
            }
        }

        // One that nobody has acted on is in the catalog; one that is there once is as good as that.
        return new(
            surveys.Sum(survey => survey.Customers),
            surveys.Sum(survey => survey.Interactions),
            [.. products.Select(product => product.Prepared < LeastPrepared ? product with { Trained = 0 } : product)]);
    }

    /// <summary>Whether sequences keep the item.</summary>
    public bool IsKept(int item) => Products[item].Prepared >= LeastPrepared;

    public ItemVocabulary ToVocabulary() => new(Products.Select(product => new Contracts.ProductId(product.Product)));

    /// <summary>A line with the sums, then one a product.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Customers}\t{Interactions}\n");
        foreach (var (product, prepared, trained) in Products)
        {
            text.Append(CultureInfo.InvariantCulture, $"{product}\t{prepared}\t{trained}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <exception cref="InvalidDataException">It is no survey.</exception>
    public static ProductSurvey FromBytes(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var lines = Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var sums = lines[0].Split('\t');
            return new(
                long.Parse(sums[0], CultureInfo.InvariantCulture),
                long.Parse(sums[1], CultureInfo.InvariantCulture),
                [.. lines.Skip(1).Select(line => line.Split('\t')).Select(fields => new SurveyedProduct(
                    fields[0],
                    int.Parse(fields[1], CultureInfo.InvariantCulture),
                    int.Parse(fields[2], CultureInfo.InvariantCulture)))]);
        }
        catch (Exception error) when (error is FormatException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("the products of a run cannot be read", error);
        }
    }
}
