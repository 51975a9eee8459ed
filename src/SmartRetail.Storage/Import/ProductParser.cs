using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Storage.Import;

/// <summary>Products from rows with the field names of the HTTP API.</summary>
internal sealed class ProductParser
{
    private const int Id = 0;
    private const int Title = 1;
    private const int Category = 2;
    private const int Brand = 3;
    private const int Price = 4;
    private const int Available = 5;
    private const int Stock = 6;
    private const int FirstSoldAt = 7;
    private const int LastSoldAt = 8;

    private readonly FieldParser _fields = new(Names);

    public static FieldNames Names { get; } = new(
        ["id", "title", "category", "brand", "price", "available", "stock", "firstSoldAt", "lastSoldAt"],
        required: ["id", "title", "category", "price"],
        attributes: "attributes");

    /// <summary>Returns the product, or null and what is wrong with the row.</summary>
    public Product? Parse(ImportRow row, out ImmutableArray<FieldError> errors)
    {
        var fields = _fields;
        fields.Begin(row);
        var product = new Product
        {
            Id = new(fields.Text(Id) ?? ""),
            Title = fields.Text(Title) ?? "",
            Category = fields.Text(Category) ?? "",
            Brand = fields.Text(Brand),
            Price = fields.Require(Price, fields.Decimal(Price)),
            Available = fields.Boolean(Available) ?? true,
            Stock = fields.Integer(Stock),
            FirstSoldAt = fields.Time(FirstSoldAt),
            LastSoldAt = fields.Time(LastSoldAt),
            Attributes = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, LastOfEach(row.Attributes)),
        };
        errors = fields.HasErrors ? fields.Errors : ProductRules.Check(product);
        return errors.IsEmpty ? product : null;
    }

    private static Dictionary<string, string> LastOfEach(IReadOnlyList<KeyValuePair<string, string>> attributes)
    {
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in attributes)
        {
            last[name] = value;
        }

        return last;
    }
}
