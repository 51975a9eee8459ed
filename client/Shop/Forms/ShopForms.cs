using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SmartRetail.Client.Shop.Forms;

/// <summary>
/// What the shop's forms are sent to, by addresses from where the application is. Each does its work and redirects, so that
/// reloading the next page repeats nothing; the antiforgery token is checked because the parameters come from a form.
/// </summary>
internal static class ShopForms
{
    public static void MapShopForms(this IEndpointRouteBuilder endpoints)
    {
        var forms = endpoints.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        forms.MapBasketForms();
        forms.MapSignInForms();
        forms.MapPrivacyForms();
    }

    public static IResult GoBack(string? address, Note note) => Results.LocalRedirect(ShopAddress.Back(address, note));
}
