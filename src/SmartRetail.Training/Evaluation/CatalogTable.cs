using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Training.Evaluation;

/// <summary>
/// Reads products from a table with tabs between its columns and names above them, as data sets come with. What a column
/// is called differs; columns that say nothing about content are passed over, and what is missing stays empty.
/// </summary>
internal static class CatalogTable
{
    private static readonly string[] Id = ["id", "item_id", "product_id", "product", "stock_code"];
    private static readonly string[] Title = ["title", "name", "description"];
    private static readonly string[] Category = ["category", "category_path"];
    private static readonly string[] Brand = ["brand"];
    private static readonly string[] Price = ["price", "last_unit_price_gbp"];

    /// <exception cref="InvalidDataException">No column names the product, or a line has fewer columns than the header.</exception>
    public static async IAsyncEnumerable<Product> ReadAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using var content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : (Stream)file;
        using var reader = new StreamReader(content);
        var header = (await reader.ReadLineAsync(cancellationToken) ?? "").Split('\t');
        var (id, title, category, brand, price) = (Find(Id), Find(Title), Find(Category), Find(Brand), Find(Price));
        if (id < 0)
        {
            throw new InvalidDataException($"{path}: the header has none of the columns {string.Join(", ", Id)}");
        }

        var line = 1;
        while (await reader.ReadLineAsync(cancellationToken) is { } text)
        {
            line++;
            var cells = text.Split('\t');
            if (cells.Length < header.Length)
            {
                throw new InvalidDataException(
                    $"{path}, line {line}: has {cells.Length} columns; the header has {header.Length}");
            }

            yield return new()
            {
                Id = new(cells[id]),
                Title = Cell(cells, title),
                Category = Cell(cells, category),
                Brand = Cell(cells, brand),
                Price = decimal.TryParse(
                    Cell(cells, price), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0,
            };
        }

        int Find(string[] names) => Array.FindIndex(header, column => names.Contains(column.Trim()));
    }

    private static string Cell(string[] cells, int column) => column < 0 ? "" : cells[column];
}
