using System.Globalization;
using SmartRetail.Client.Shop.Forms;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Shop;

/// <summary>
/// The one place that writes the shop's addresses. They begin where the application does, which a proxy may put below a path of
/// its own: the document's base says where that is.
/// </summary>
internal static class ShopAddress
{
    public const string Home = "./";

    public const string Basket = "basket";

    public const string You = "you";

    public const string SearchPage = "search";

    public const string Console = "console";

    /// <summary>The shop's own files.</summary>
    public const string Files = "_content/SmartRetail.Client/";

    public static string Product(ProductId product, Origin? origin = null)
    {
        var path = "product/" + Uri.EscapeDataString(product.Value);
        return origin is null
            ? path
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{path}?r={Uri.EscapeDataString(origin.Recommendation.Value)}&p={origin.Position}");
    }

    public static string Category(string category, int page = 1) =>
        WithPage("category/" + Uri.EscapeDataString(category), '?', page);

    public static string Search(string query, int page = 1) =>
        WithPage("search?q=" + Uri.EscapeDataString(query), '&', page);

    /// <summary>The address to redirect to after a form, with a note to show there; never another site.</summary>
    public static string Back(string? address, Note note)
    {
        var path = Local(address);
        return path + (path.Contains('?') ? '&' : '?') + "note=" + note;
    }

    /// <summary>An address of this application to redirect to: the one given, without a note, or the shop's home.</summary>
    public static string Local(string? address)
    {
        var isLocal = address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);
        return "~" + (isLocal ? WithoutNote(address!) : "/");
    }

    private static string WithPage(string address, char separator, int page) =>
        page <= 1 ? address : string.Create(CultureInfo.InvariantCulture, $"{address}{separator}page={page}");

    private static string WithoutNote(string address)
    {
        var at = address.IndexOf("note=", StringComparison.Ordinal);
        return at > 0 ? address[..(at - 1)] : address;
    }
}
