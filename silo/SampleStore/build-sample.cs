#:package Sep
#:property InvariantGlobalization=true
#:property PublishAot=false

// Makes the sample store's two files from UCI Online Retail, by the rule in README.md:
//   dotnet run build-sample.cs -- <online_retail.csv.gz> <output folder>

using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using nietras.SeparatedValues;

if (args is not [var source, var folder])
{
    Console.Error.WriteLine("usage: dotnet run build-sample.cs -- <online_retail.csv.gz> <output folder>");
    return 1;
}

// A product last sold before this, half a year before the data end, is no longer available.
var discontinuedBefore = new DateTime(2011, 6, 1, 0, 0, 0, DateTimeKind.Utc);
var here = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
var categories = Categories.Read(Path.Combine(here, "categories.txt"));

var lines = Line.ReadAll(source).Where(line => line.IsOfProductAndCustomer).ToList();
var purchases = lines.Where(line => line.IsPurchase).ToList();
var interactions = KeepMatchedReturns(lines);
var products = purchases
    .GroupBy(line => line.Product, StringComparer.Ordinal)
    .OrderBy(sales => sales.Key, StringComparer.Ordinal)
    .ToList();

Directory.CreateDirectory(folder);
WriteGzip(Path.Combine(folder, "products.csv.gz"), text =>
{
    text.Write("id,title,category,price,available,firstSoldAt,lastSoldAt\n");
    foreach (var sales in products)
    {
        var description = sales.GroupBy(line => line.Description, StringComparer.Ordinal)
            .OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal).First().Key;
        var last = sales.Max(line => line.At);
        var title = Titles.Of(description);
        text.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{sales.Key},{Quote(title)},{Quote(categories.Of(description))},{Median(sales)},{(last >= discontinuedBefore ? "true" : "false")},{Time(sales.Min(line => line.At))},{Time(last)}\n"));
    }
});
WriteGzip(Path.Combine(folder, "interactions.csv.gz"), text =>
{
    text.Write("customer,kind,product,occurredAt,quantity,price\n");
    foreach (var line in interactions)
    {
        text.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{line.Customer},{(line.IsPurchase ? "Purchase" : "Return")},{line.Product},{Time(line.At)},{Math.Abs(line.Quantity)},{line.Price}\n"));
    }
});

Console.WriteLine(
    $"{products.Count} products, {purchases.Count} purchases, {interactions.Count - purchases.Count} returns of " +
    $"{lines.Count - purchases.Count}, {purchases.Select(line => line.Customer).Distinct().Count()} customers");
return 0;

// A return counts when the customer has bought, and not yet returned, as many of the product.
static List<Line> KeepMatchedReturns(List<Line> lines)
{
    var held = new Dictionary<(string Customer, string Product), int>();
    var kept = new List<Line>();
    foreach (var line in lines.OrderBy(line => line.At))
    {
        var owner = (line.Customer, line.Product);
        var units = held.GetValueOrDefault(owner) + line.Quantity;
        if (units >= 0)
        {
            held[owner] = units;
            kept.Add(line);
        }
    }

    return kept;
}

static decimal Median(IEnumerable<Line> sales)
{
    var prices = sales.Select(line => line.Price).Order().ToList();
    return prices[prices.Count / 2];
}

static string Time(DateTime at) => at.ToString("yyyy-MM-ddTHH:mmK", CultureInfo.InvariantCulture);

static string Quote(string text) => text.AsSpan().IndexOfAny(",\"") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";

static void WriteGzip(string path, Action<TextWriter> write)
{
    using var file = File.Create(path);
    using var gzip = new GZipStream(file, CompressionLevel.SmallestSize);
    using var text = new StreamWriter(gzip, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    write(text);
}

internal sealed record Line(
    string Invoice, string Product, string Description, int Quantity, DateTime At, decimal Price, string Customer)
{
    // Other codes are postage, fees, samples and corrections.
    public bool IsOfProductAndCustomer =>
        Customer.Length > 0 && Price > 0 && Product.Length >= 5 && Product.AsSpan(0, 5).IndexOfAnyExceptInRange('0', '9') < 0 &&
        (IsPurchase || (Invoice.StartsWith('C') && Quantity < 0));

    public bool IsPurchase => !Invoice.StartsWith('C') && Quantity > 0;

    public static IEnumerable<Line> ReadAll(string path)
    {
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var rows = Sep.Reader(options => options with { Unescape = true }).From(file);
        foreach (var row in rows)
        {
            var customer = row["CustomerID"].ToString();
            yield return new(
                row["InvoiceNo"].ToString(),
                row["StockCode"].ToString(),
                row["Description"].ToString().Trim(),
                row["Quantity"].Parse<int>(),
                DateTime.SpecifyKind(DateTime.ParseExact(
                    row["InvoiceDate"].Span, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), DateTimeKind.Utc),
                row["UnitPrice"].Parse<decimal>(),
                customer.EndsWith(".0", StringComparison.Ordinal) ? customer[..^2] : customer);
        }
    }
}

internal sealed class Categories(List<(string Name, HashSet<string> Words)> all)
{
    public static Categories Read(string path) => new(
        [.. File.ReadLines(path)
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(": "))
            .Select(parts => (parts[0], parts[1].Split(' ').ToHashSet(StringComparer.Ordinal)))]);

    public string Of(string description)
    {
        var words = Titles.WordsOf(description.ToLowerInvariant());
        return all.Where(category => category.Words.Overlaps(words)).Select(category => category.Name).FirstOrDefault("More");
    }
}

internal static partial class Titles
{
    private static readonly HashSet<string> Small = ["a", "and", "at", "for", "in", "of", "on", "or", "the", "to", "with"];

    private static readonly HashSet<string> Kept = ["3D", "CD", "DVD", "LED", "UFO", "UK", "USB"];

    /// <summary>Words, and of a word with hyphens its parts too.</summary>
    public static List<string> WordsOf(string lowerCase)
    {
        var words = Word().Matches(lowerCase).Select(match => match.Value.Trim('\'')).ToList();
        return [.. words, .. words.SelectMany(word => word.Split('-'))];
    }

    /// <summary>Each word with a capital, small words without, and what the till's clerks left at the ends cut off.</summary>
    public static string Of(string description)
    {
        var text = Spaces().Replace(description, " ").Trim(' ', ',', '.', '*', '"');
        var words = text.Split(' ').Select((word, place) =>
            Kept.Contains(word) ? word :
            place > 0 && Small.Contains(word.ToLowerInvariant()) ? word.ToLowerInvariant() :
            Capital().Replace(word.ToLowerInvariant(), match => match.Value.ToUpperInvariant()));
        return string.Join(' ', words);
    }

    [GeneratedRegex("[a-z][a-z'-]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    // A letter that begins a part of a word: not one after an apostrophe (Children's) or a digit (12cm).
    [GeneratedRegex(@"(?<![\p{L}\d'])\p{L}")]
    private static partial Regex Capital();
}
