using System.Globalization;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Shop;

/// <summary>The one place that writes the shop's addresses.</summary>
internal static class ShopAddress
{
    public static string Product(ProductId product, Origin? origin = null)
    {
        var path = "/product/" + Uri.EscapeDataString(product.Value);
        return origin is null
            ? path
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{path}?r={Uri.EscapeDataString(origin.Recommendation.Value)}&p={origin.Position}");
    }

    public static string Category(string category, int page = 1) =>
        WithPage("/category/" + Uri.EscapeDataString(category), '?', page);

    public static string Search(string query, int page = 1) =>
        WithPage("/search?q=" + Uri.EscapeDataString(query), '&', page);

    /// <summary>The address to go back to after a form, with a note to show there; never another site.</summary>
    public static string Back(string? address, Note note)
    {
        var isLocal = address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);
        var path = isLocal ? WithoutNote(address!) : "/";
        return path + (path.Contains('?') ? '&' : '?') + "note=" + note;
    }

    private static string WithPage(string address, char separator, int page) =>
        page <= 1 ? address : string.Create(CultureInfo.InvariantCulture, $"{address}{separator}page={page}");

    private static string WithoutNote(string address)
    {
        var at = address.IndexOf("note=", StringComparison.Ordinal);
        return at > 0 ? address[..(at - 1)] : address;
    }
}
